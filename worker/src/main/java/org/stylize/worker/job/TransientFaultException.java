package org.stylize.worker.job;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.ProblemType;

/** It may succeed later or elsewhere: the store or the broker is away, the device's memory is full. */
public final class TransientFaultException extends JobException {
    public TransientFaultException(ProblemType type, String message, @Nullable Throwable cause) {
        super(type, message, cause);
    }

    public TransientFaultException(String message, @Nullable Throwable cause) {
        super(ProblemType.UNAVAILABLE, message, cause);
    }
}
