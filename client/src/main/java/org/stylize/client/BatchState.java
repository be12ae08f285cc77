package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How far a batch is. */
public enum BatchState {
    /** The service takes over its jobs, or was interrupted: send the same submission again, with its idempotency key. */
    SUBMITTING,
    /** Some of its jobs have not ended. */
    OPEN,
    /** All jobs have ended. A retry opens it again. */
    ENDED,
    /** A state of a newer service that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
