package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Concludes from looks at the broker what the ledger, and a view of its jobs, must know. What was written before a look
 * lies before the ends that the look saw. When a later look sees that the ledger has read up to there, the jobs that
 * follow from it are written: the ledger commits both in one step. So a view that has since read all jobs knows them.
 *
 * <p>Written by one thread, read by any.
 */
public final class LedgerReach {
    /** So that a view which is behind the latest looks has an earlier one to go by. */
    private static final int KEPT = 64;

    private final AtomicReference<State> state = new AtomicReference<>(new State(null, List.of()));

    private record Goal(Instant at, Map<String, Long> ends) {
        boolean isReached(Map<String, Long> read) {
            return ends.entrySet().stream().allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }
    }

    private record Reached(Instant before, Instant seenAt) {}

    private record State(@Nullable Goal goal, List<Reached> reached) {}

    /**
     * Takes what a look saw, by topic and partition.
     *
     * @param from time before the look
     * @param to time after the look
     * @param read up to where the ledger has read
     * @param ends of the topics that it reads
     */
    public void saw(Instant from, Instant to, Map<String, Long> read, Map<String, Long> ends) {
        Goal latest = new Goal(from, Map.copyOf(ends));
        State last = requireNonNull(state.get());
        if (latest.isReached(read)) {
            state.set(new State(null, with(last.reached(), new Reached(from, to))));
        } else if (last.goal() == null) {
            state.set(new State(latest, last.reached()));
        } else if (last.goal().isReached(read)) {
            state.set(new State(
                    latest, with(last.reached(), new Reached(last.goal().at(), to))));
        }
    }

    private static List<Reached> with(List<Reached> earlier, Reached next) {
        List<Reached> all = new ArrayList<>(earlier);
        all.add(next);
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    /**
     * The time before which everything that was written for the ledger is in a view, as far as it made or changed jobs.
     *
     * @param viewRead the view has read everything that was written to the jobs before that time
     */
    public Optional<Instant> before(Instant viewRead) {
        return requireNonNull(state.get()).reached().stream()
                .filter(reached -> !reached.seenAt().isAfter(viewRead))
                .map(Reached::before)
                .max(Instant::compareTo);
    }
}
