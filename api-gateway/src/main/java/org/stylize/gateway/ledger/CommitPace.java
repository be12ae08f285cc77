package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit soon after something was written, unless there is much to do. Readers of committed records see nothing
 * before the commit, so a single job must not wait for it. But a commit takes longer than the processing of some records, so
 * many jobs share one: then the commit interval of Kafka Streams counts.
 *
 * <p>There is much to do if much was written since the last look, or if the records that come are old: they have waited. On
 * a busy machine, where a commit takes long, few are processed between two of them, and only their age tells. A producer
 * whose clock is slow makes its jobs wait for the commit interval. Used by the thread of its task only.
 */
final class CommitPace {
    private static final Duration LOOK = Duration.ofMillis(20);
    /** So many writes between two looks are few: some ten jobs. */
    private static final int FEW = 40;
    /** A record that is older has waited behind others. */
    private static final Duration OLD = Duration.ofMillis(500);

    private final ProcessorContext<?, ?> context;
    private int writes;
    private boolean isDue;
    private boolean isBehind;

    private CommitPace(ProcessorContext<?, ?> context) {
        this.context = requireNonNull(context, "context is null");
    }

    static CommitPace of(ProcessorContext<?, ?> context) {
        CommitPace pace = new CommitPace(context);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> pace.look());
        return pace;
    }

    /**
     * A record begins to be processed.
     *
     * @param millis when it was written, since the epoch
     */
    void read(long millis) {
        isBehind |= context.currentSystemTimeMs() - millis > OLD.toMillis();
    }

    /** Something was written. */
    void wrote() {
        writes++;
        isDue = true;
    }

    private void look() {
        if (isDue && writes <= FEW && !isBehind) {
            context.commit();
            isDue = false;
        }
        writes = 0;
        isBehind = false;
    }
}
