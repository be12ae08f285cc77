package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit soon after something was written, unless much is being written. Readers of committed records see
 * nothing before the commit, so a single job must not wait for it. But a commit takes longer than the processing of some
 * records, so many jobs share one: then the commit interval of Kafka Streams counts. Used by the thread of its task only.
 */
final class CommitPace {
    private static final Duration LOOK = Duration.ofMillis(20);
    /** So many writes between two looks are few: some ten jobs. */
    private static final int FEW = 40;

    private final ProcessorContext<?, ?> context;
    private int writes;
    private boolean isDue;

    private CommitPace(ProcessorContext<?, ?> context) {
        this.context = requireNonNull(context, "context is null");
    }

    static CommitPace of(ProcessorContext<?, ?> context) {
        CommitPace pace = new CommitPace(context);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> pace.look());
        return pace;
    }

    /** Something was written. */
    void wrote() {
        writes++;
        isDue = true;
    }

    private void look() {
        if (isDue && writes <= FEW) {
            context.commit();
            isDue = false;
        }
        writes = 0;
    }
}
