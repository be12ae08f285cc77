package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** State of a job. */
public enum JobState {
    SUBMITTED,
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    EXPIRED,
    /** A state of a newer service that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether the job has ended; a state that is terminal never changes. */
    public boolean isTerminal() {
        return switch (this) {
            case SUBMITTED, QUEUED, RUNNING, UNKNOWN -> false;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
        };
    }
}
