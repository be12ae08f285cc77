package org.stylize.engine;

import static java.util.Objects.requireNonNull;

/** A job cannot continue from this checkpoint; it can start from the beginning. */
public final class UnusableCheckpointException extends StylizerException {
    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** The file is no checkpoint, is cut off, or has other bytes than were written. */
        DAMAGED,
        /** Another version of this program wrote it, in another format. */
        OTHER_FORMAT,
        /** It was made for another recipe, other pictures or other weights, or by an engine that computes other bytes. */
        OTHER_JOB
    }

    /** Says why. */
    public UnusableCheckpointException(Reason reason, String message) {
        super(message, null);
        this.reason = requireNonNull(reason, "reason is null");
    }

    /** Says why. */
    public UnusableCheckpointException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = requireNonNull(reason, "reason is null");
    }

    public Reason reason() {
        return reason;
    }
}
