package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the ledgers of all gateways, which share the work, get on with it. What counts is that records are read, not
 * that a thread says that it runs. Written by one thread, read by any.
 */
public final class LedgerProgress {
    private final Duration patience;
    private final AtomicReference<State> state =
            new AtomicReference<>(new State(Map.of(), 0, Instant.MAX, Instant.MAX));

    private record State(Map<String, Long> read, long lag, Instant movedAt, Instant lookedAt) {}

    /** @param patience how long the ledger may read nothing although there is something to read */
    public LedgerProgress(Duration patience) {
        this.patience = requireNonNull(patience, "patience is null");
    }

    /**
     * Takes what a look saw, by topic and partition.
     *
     * @param read up to where the ledger has read
     * @param ends of the topics that it reads
     */
    public void saw(Instant at, Map<String, Long> read, Map<String, Long> ends) {
        long lag = ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - read.getOrDefault(end.getKey(), 0L)))
                .sum();
        State last = latest();
        boolean hasMoved =
                lag == 0 || !read.equals(last.read()) || last.movedAt().equals(Instant.MAX);
        state.set(new State(Map.copyOf(read), lag, hasMoved ? at : last.movedAt(), at));
    }

    /** Records that the ledger has not read yet, markers of transactions included. */
    public long lag() {
        return latest().lag();
    }

    /** Whether nothing has been read for a while although there is something to read. */
    public boolean isStalled() {
        State now = latest();
        return !now.movedAt().equals(Instant.MAX)
                && Duration.between(now.movedAt(), now.lookedAt()).compareTo(patience) > 0;
    }

    private State latest() {
        return requireNonNull(state.get());
    }
}
