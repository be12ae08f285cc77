package org.stylize.gateway.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * A rate with bursts: tokens come at the rate, up to the burst, and each request takes one. What other gateways admitted
 * is taken too, when it becomes known, and may leave less than none: then nothing is allowed until it is made up for. For
 * one thread at a time.
 */
final class TokenBucket {
    private final double perSecond;
    private final int burst;
    private double tokens;
    private Instant at;

    TokenBucket(double perSecond, int burst, Instant now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.at = now;
    }

    /** Takes a token: whether there was one. */
    boolean take(Instant now) {
        refill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes so many, or gives them back if it is a negative number. */
    void takeAnyway(long others, Instant now) {
        refill(now);
        tokens = Math.min(burst, tokens - others);
    }

    /** Whole tokens that are there. */
    long left(Instant now) {
        refill(now);
        return (long) Math.max(0, Math.floor(tokens));
    }

    /** Until there is a token. */
    Duration untilOne(Instant now) {
        refill(now);
        return seconds(Math.max(0, 1 - tokens) / perSecond);
    }

    /** Until all are there. */
    Duration untilFull(Instant now) {
        refill(now);
        return seconds(Math.max(0, burst - tokens) / perSecond);
    }

    private void refill(Instant now) {
        if (now.isAfter(at)) {
            double elapsed = Duration.between(at, now).toNanos() / 1e9;
            tokens = Math.min(burst, tokens + elapsed * perSecond);
            at = now;
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
