package org.stylize.proto;

/** The states of a job. The last four are terminal: a job that is in one of them stays in it. */
public enum JobState {
    /** The broker has the submission; the ledger has not admitted it. */
    SUBMITTED,
    /** The job waits for a worker. */
    QUEUED,
    /** A worker runs an attempt. */
    RUNNING,
    /** The pastiche can be fetched. */
    COMPLETED,
    /** The job cannot be done. */
    FAILED,
    /** The caller cancelled the job. */
    CANCELLED,
    /** The time that the caller gave the job passed before the job was done. */
    EXPIRED;

    public boolean isTerminal() {
        return switch (this) {
            case SUBMITTED, QUEUED, RUNNING -> false;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
        };
    }
}
