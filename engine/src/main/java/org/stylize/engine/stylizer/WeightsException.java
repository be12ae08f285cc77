package org.stylize.engine.stylizer;

import org.jspecify.annotations.Nullable;

/** There are no usable weights; the message names every place that was looked at, and what was wrong there. */
public final class WeightsException extends RuntimeException {
    public WeightsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public WeightsException(String message) {
        super(message);
    }
}
