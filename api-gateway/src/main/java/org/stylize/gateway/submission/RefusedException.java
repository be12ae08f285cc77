package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;

/** The request is well-formed but cannot be fulfilled, so no job is created. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable String field;

    /**
     * A refusal.
     *
     * @param field the part of the request that is at fault, null for the whole
     */
    public RefusedException(ProblemType type, String detail, @Nullable String field) {
        this(type, detail, field, null);
    }

    public RefusedException(ProblemType type, String detail, @Nullable String field, @Nullable Throwable cause) {
        super(detail, cause);
        this.problem = new Problem(requireNonNull(type, "type is null"), detail);
        this.field = field;
    }

    public Problem problem() {
        return problem;
    }

    public @Nullable String field() {
        return field;
    }
}
