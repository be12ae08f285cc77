package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long browsers that came by TLS shall come by nothing else.
 *
 * @param time 0: nothing is said about it
 */
public record StrictTransport(Duration time) {
    public StrictTransport {
        requireNonNull(time, "time is null");
        if (time.isNegative()) {
            throw new IllegalArgumentException("gateway.http.strict-transport must be at least 0s but is " + time);
        }
    }
}
