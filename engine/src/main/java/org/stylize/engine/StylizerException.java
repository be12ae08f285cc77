package org.stylize.engine;

import org.jspecify.annotations.Nullable;

/** Thrown if the pastiche cannot be made. Any other exception of a stylizer is a fault of the engine itself. */
public abstract sealed class StylizerException extends RuntimeException
        permits UnsuitableJobException,
                DivergedException,
                DeviceFullException,
                OtherExecutionException,
                StoppedException,
                UnusableCheckpointException {
    protected StylizerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
