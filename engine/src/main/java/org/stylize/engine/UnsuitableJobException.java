package org.stylize.engine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** This recipe can never be painted with these pictures, here or on any other device of this kind. */
public final class UnsuitableJobException extends StylizerException {
    private final Reason reason;

    /** What does not suit. */
    public enum Reason {
        /** The recipe itself, or the recipe for these pictures. */
        INVALID_RECIPE,
        /** A picture is damaged, or of a kind that is not supported. */
        IMAGE_UNREADABLE,
        /** A picture is over a limit. */
        IMAGE_TOO_LARGE,
        /** A picture is under a limit. */
        IMAGE_TOO_SMALL
    }

    public UnsuitableJobException(Reason reason, String message) {
        this(reason, message, null);
    }

    public UnsuitableJobException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = requireNonNull(reason, "reason is null");
    }

    public Reason reason() {
        return reason;
    }
}
