package org.stylize.engine.stylizer;

import org.jspecify.annotations.Nullable;

/** There are no usable weights. The message names every place that was searched, and the fault there. */
public final class WeightsException extends RuntimeException {
    public WeightsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public WeightsException(String message) {
        super(message);
    }
}
