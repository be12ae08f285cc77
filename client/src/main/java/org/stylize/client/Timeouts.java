package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Time limits of a client.
 *
 * @param connect limit for making a connection
 * @param answer limit for the start of an answer, including the upload
 * @param silence limit between two signs of life on a stream of events; the service sends one every 15 s
 * @param reconnect limit for reaching the service again after a stream of events broke
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
