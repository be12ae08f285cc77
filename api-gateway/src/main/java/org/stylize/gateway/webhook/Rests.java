package org.stylize.gateway.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stylize.base.BackOff;

/**
 * Leaves a server alone that fails: after some failures in a row its webhook gets nothing for a second, and twice as long
 * after each further one, up to a minute. So messages that wait for it by the thousand keep their attempts for later, and
 * cost neither side anything. A success ends the rest. For any thread.
 */
final class Rests {
    /** So many failures in a row are tried again as each message's own turn comes. */
    static final int FREE = 3;

    private static final BackOff RESTS = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    /** Nothing is remembered of a failure after that. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Map<String, Failing> failing = new ConcurrentHashMap<>();

    /** A webhook that failed so often in a row. */
    private record Failing(int failures, Instant last) {
        Failing again(Instant now) {
            return new Failing(failures + 1, now);
        }

        Instant until() {
            return failures <= FREE ? last : last.plus(RESTS.full(failures - FREE - 1));
        }
    }

    boolean isResting(String webhookId, Instant now) {
        Failing known = failing.get(webhookId);
        return known != null && now.isBefore(known.until());
    }

    /** An attempt ended. */
    void saw(String webhookId, boolean isSuccess, Instant now) {
        if (isSuccess) {
            failing.remove(webhookId);
            return;
        }
        failing.values().removeIf(known -> known.last().plus(KEPT).isBefore(now));
        failing.compute(webhookId, (id, known) -> known == null ? new Failing(1, now) : known.again(now));
    }
}
