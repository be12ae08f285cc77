package org.stylize.engine.safetensors;

import org.jspecify.annotations.Nullable;

/** A file is not in the format safetensors, is damaged, or does not hold what was asked for. */
public final class SafetensorsException extends RuntimeException {
    public SafetensorsException(String message) {
        this(message, null);
    }

    SafetensorsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
