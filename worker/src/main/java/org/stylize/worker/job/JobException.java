package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;

/** Why an attempt did not come to its result. */
public abstract sealed class JobException extends RuntimeException 
        permits PoisonJobException, TransientFaultException, StoreRefusedException {
    private final ProblemType type;

    protected JobException(ProblemType type, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.type = requireNonNull(type, "type is null");
    }

    public final Problem problem() {
        return new Problem(type, String.valueOf(getMessage()));
    }
}
