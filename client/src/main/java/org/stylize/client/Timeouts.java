package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a client waits.
 *
 * @param connect for a connection
 * @param answer for the start of an answer; an upload counts
 * @param silence on a stream of events, which has a heartbeat every 15 s
 * @param reconnect for the service to come back, once a stream of events was open
 */
public record Timeouts(Duration connect, Duration answer, Duration silence, Duration reconnect) {
    public Timeouts {
        requireNonNull(connect, "connect is null");
        requireNonNull(answer, "answer is null");
        requireNonNull(silence, "silence is null");
        requireNonNull(reconnect, "reconnect is null");
    }

    /** 10 s, 2 min, 45 s, 5 min. */
    public static Timeouts standard() {
        return new Timeouts(
                Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofSeconds(45), Duration.ofMinutes(5));
    }
}
