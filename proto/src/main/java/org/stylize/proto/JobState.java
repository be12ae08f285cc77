package org.stylize.proto;

/** Where a job stands. The last four are final. */
public enum JobState {
    SUBMITTED,
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    EXPIRED;

    public boolean isTerminal() {
        return switch (this) {
            case SUBMITTED, QUEUED, RUNNING -> false;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
        };
    }
}
