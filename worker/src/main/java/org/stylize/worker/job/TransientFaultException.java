package org.stylize.worker.job;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.ProblemType;

/** The surroundings are in trouble that passes by itself: the store or the broker does not answer. */
public final class TransientFaultException extends JobException {
    public TransientFaultException(String message, @Nullable Throwable cause) {
        super(ProblemType.UNAVAILABLE, message, cause);
    }
}
