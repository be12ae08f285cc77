package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;

/** An object that seems to be of no use any more. */
public record Orphan(SweptStore.Listed object, Kind kind) {
    /** Why it is of no use. */
    public enum Kind {
        /** A picture of a submission that no job names. */
        UPLOAD,
        /** A checkpoint of a job that has ended. */
        CHECKPOINT,
        /** A preview of a job that has ended. */
        PREVIEW,
        /** A result of an attempt that was not the one that completed its job. */
        LOST_ATTEMPT,
        /** Made for a job that is deleted, or was forgotten when its time was over. */
        FORGOTTEN_JOB,
        /** The features of a style image, which a worker stored long ago. */
        STYLE
    }

    public Orphan {
        requireNonNull(object, "object is null");
        requireNonNull(kind, "kind is null");
    }
}
