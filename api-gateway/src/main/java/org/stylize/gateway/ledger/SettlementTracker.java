package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Concludes from looks at the broker which requests are settled. A request that was written before a look lies before
 * the end that the look saw. When the share group's start has passed that end, the request is settled. A worker reports
 * before it acknowledges, so the report lies before the end of the reports at that time; when the ledger has read up to
 * there, it knows what became of the request, or nobody does.
 *
 * <p>Written by one thread, read by any.
 */
public final class SettlementTracker implements SettledRequests {
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);
    /** While the queue is long, a look waits for its settlement until the whole queue of its time is done. */
    private static final int MOST_OPEN = 500;

    private final Queue<Open> unsettled = new ArrayDeque<>();
    private final Queue<Open> unread = new ArrayDeque<>();
    private Instant latest = Instant.MIN; // touched by the thread that writes
    private final AtomicReference<Optional<Instant>> before = new AtomicReference<>(Optional.empty());

    /** A time, and the ends that have to be passed. */
    private record Open(Instant time, Map<Integer, Long> ends) {
        Open {
            ends = Map.copyOf(ends);
        }
    }

    /**
     * Takes what a look saw; all by partition.
     *
     * @param at time before the look
     * @param requestEnds ends of the requests
     * @param groupStarts first offsets of the requests that the share group has not settled
     * @param reportEnds ends of the reports
     * @param reportsRead up to where the ledger has read the reports
     */
    public void saw(
            Instant at,
            Map<Integer, Long> requestEnds,
            Map<Integer, Long> groupStarts,
            Map<Integer, Long> reportEnds,
            Map<Integer, Long> reportsRead) {
        while (!unsettled.isEmpty() && hasPassed(groupStarts, unsettled.element())) {
            unread.add(new Open(unsettled.remove().time(), reportEnds));
        }
        while (!unread.isEmpty() && hasPassed(reportsRead, unread.element())) {
            before.set(Optional.of(unread.remove().time()));
        }
        boolean isDue = latest.equals(Instant.MIN) || !at.isBefore(latest.plus(SHORTEST_STEP));
        if (isDue && unsettled.size() < MOST_OPEN) {
            latest = at;
            unsettled.add(new Open(at, requestEnds));
        }
    }

    @Override
    public Optional<Instant> before() {
        return requireNonNull(before.get());
    }

    private static boolean hasPassed(Map<Integer, Long> reached, Open open) {
        return open.ends().entrySet().stream()
                .allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
