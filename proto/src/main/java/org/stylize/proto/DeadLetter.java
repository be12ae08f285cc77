package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * A record that could not be processed, or a job that failed, for operators.
 *
 * @param key of the record; a job id where it could be read
 * @param attempts number of attempts so far
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
