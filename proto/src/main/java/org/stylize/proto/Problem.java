package org.stylize.proto;

import static java.util.Objects.requireNonNull;

/** What went wrong with a job: the kind, and what was expected and found. */
public record Problem(ProblemType type, String detail) {
    public Problem {
        requireNonNull(type, "type is null");
        requireNonNull(detail, "detail is null");
    }
}
