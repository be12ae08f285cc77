package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * A record that could not be processed, or a job that failed, for operators.
 *
 * @param kind of the record
 * @param key of the record; a job id where it could be read
 * @param attempts number of attempts so far
 * @param request the whole value of the record
 */
public record DeadLetter(Kind kind, String key, Instant at, Problem problem, int attempts, ByteString request) {
    /** What kind of record it is. */
    public enum Kind {
        /** A submission, or a job that failed: can be submitted again. */
        SUBMISSION,
        COMMAND,
        REQUEST,
        REPORT
    }

    public DeadLetter {
        requireNonNull(kind, "kind is null");
        requireNonNull(key, "key is null");
        requireNonNull(at, "at is null");
        requireNonNull(problem, "problem is null");
        requireNonNull(request, "request is null");
    }

    /** Number of bytes of the record's value. */
    public int bytes() {
        return request.size();
    }
}
