package org.stylize.engine;

import org.jspecify.annotations.Nullable;

/** Why there is no pastiche. Anything else that a stylizer throws is a fault of the engine itself. */
public abstract sealed class StylizerException extends RuntimeException
        permits UnsuitableJobException,
                DivergedException,
                DeviceFullException,
                StoppedException,
                UnusableCheckpointException {
    protected StylizerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
