package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * A record that could not be done, for operators.
 *
 * @param key of the record; a job id where it could be read
 * @param attempts how often it was tried
 * @param request the whole value of the record
 */
public record DeadLetter(String key, Instant at, Problem problem, int attempts, ByteString request) {
    public DeadLetter {
        requireNonNull(key, "key is null");
        requireNonNull(at, "at is null");
        requireNonNull(problem, "problem is null");
        requireNonNull(request, "request is null");
    }
}
