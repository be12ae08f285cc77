package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import org.stylize.base.BackOff;

/**
 * How often a client sends a request again by itself, after a connection that broke or an answer with status 429, 502, 503
 * or 504. Only requests that are safe to repeat are: those that read, and those with an id or an idempotency key. It waits
 * as long as {@code Retry-After} asks, and at least 0.2 s, 0.4 s, 0.8 s, ….
 *
 * @param most how often, 0 to 20
 * @param longestWait if the service asks for a longer one, the request has failed; more than 0.2 s
 */
public record Retries(int most, Duration longestWait) {
    private static final int LARGEST = 20;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Set<Integer> PASSING = Set.of(LimitedException.STATUS, 502, 503, 504);

    public Retries {
        requireNonNull(longestWait, "longestWait is null");
        if (most < 0 || most > LARGEST) {
            throw new IllegalArgumentException("expected 0 to " + LARGEST + " retries but found " + most);
        }
        if (longestWait.compareTo(FIRST_WAIT) < 0) {
            throw new IllegalArgumentException(
                    "the longest wait must be at least " + FIRST_WAIT + " but is " + longestWait);
        }
    }

    /** 3 retries, with waits of up to 30 s. */
    public static Retries standard() {
        return new Retries(3, Duration.ofSeconds(30));
    }

    /** Every failure is told at once. */
    public static Retries none() {
        return new Retries(0, FIRST_WAIT);
    }

    BackOff.Waits waits() {
        return new BackOff(FIRST_WAIT, longestWait).waits();
    }

    static boolean isPassing(int status) {
        return PASSING.contains(status);
    }
}
