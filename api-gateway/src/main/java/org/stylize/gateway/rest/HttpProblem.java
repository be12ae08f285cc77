package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.ProblemType;

/** Ends a request with a problem as its answer. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final int status;
    private final @Nullable String field;

    HttpProblem(ProblemType type, String detail, @Nullable String field) {
        this(type, ProblemStatus.of(type), detail, field);
    }

    HttpProblem(ProblemType type, int status, String detail, @Nullable String field) {
        super(detail);
        this.type = requireNonNull(type, "type is null");
        this.status = status;
        this.field = field;
    }

    ProblemView view() {
        return ProblemView.of(type, status, String.valueOf(getMessage()), field);
    }
}
