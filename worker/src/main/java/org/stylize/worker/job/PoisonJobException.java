package org.stylize.worker.job;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.ProblemType;

/** This job can never succeed: a picture is missing, unreadable or too large, a recipe can't be done. */
public final class PoisonJobException extends JobException {
    public PoisonJobException(ProblemType type, String message, @Nullable Throwable cause) {
        super(type, message, cause);
    }

    public PoisonJobException(ProblemType type, String message) {
        super(type, message, null);
    }
}
