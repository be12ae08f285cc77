package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the ledger keeps and publishes it.
 *
 * @param status the latest state
 * @param sequence of the last event; 0 before the first
 * @param updatedAt time of the last event
 * @param admittedAt when the ledger read the submission, by the ledger's clock; the order of lists
 * @param attempts number of attempts that began, so far
 * @param dispatch how the ledger gives the job to the workers
 * @param fingerprint of the submission, {@link StylizationJob#fingerprint()} of the release that admitted the job
 */
public record JobRecord(
        StylizationJob job,
        JobStatus status,
        long sequence,
        Instant updatedAt,
        Instant admittedAt,
        int attempts,
        Dispatch dispatch,
        String fingerprint) {
    public JobRecord {
        requireNonNull(job, "job is null");
        requireNonNull(status, "status is null");
        requireNonNull(updatedAt, "updatedAt is null");
        requireNonNull(admittedAt, "admittedAt is null");
        requireNonNull(dispatch, "dispatch is null");
        requireNonNull(fingerprint, "fingerprint is null");
    }

    public JobId id() {
        return job.id();
    }

    public JobState state() {
        return status.state();
    }

    /** What the job made; null until it is completed. */
    public @Nullable Outcome outcome() {
        return status.outcome();
    }

    /** The same record, under other terms. */
    public JobRecord withTerms(JobTerms terms) {
        return with(job.withTerms(terms), dispatch);
    }

    /** The same record, given to the workers in another way. */
    public JobRecord withDispatch(Dispatch other) {
        return with(job, other);
    }

    /** The same record, at another place of its trace. */
    public JobRecord withTrace(Trace trace) {
        return with(job.withTrace(trace), dispatch);
    }

    private JobRecord with(StylizationJob otherJob, Dispatch otherDispatch) {
        return new JobRecord(otherJob, status, sequence, updatedAt, admittedAt, attempts, otherDispatch, fingerprint);
    }

    /** A job of which nothing has happened yet: sequence 0, before its first event. */
    public static JobRecord submitted(StylizationJob job, Instant at) {
        return new JobRecord(job, new JobStatus.Submitted(), 0, at, at, 0, Dispatch.first(at), job.fingerprint());
    }

    /**
     * Whether this is the job that the submission asks for, for the same tenant. A record that has a fingerprint of an earlier version is
     * compared by what it keeps of its own submission.
     */
    public boolean isFor(StylizationJob submission) {
        if (!job.tenant().equals(submission.tenant())) {
            return false;
        }
        String known = Fingerprint.isOfThisVersion(fingerprint) ? fingerprint : job.fingerprint();
        return known.equals(submission.fingerprint());
    }

    /**
     * The job after that event. These events change nothing: one that is already part of this record (by its sequence),
     * one that comes after the end, and one that {@link JobMoves} does not allow next. So events may be applied twice,
     * and mixed with records. If events before this one are missing, only its own kind decides the new state.
     *
     * @throws IllegalArgumentException if the event is of another job
     */
    public JobRecord after(JobEvent event) {
        if (!event.id().equals(id())) {
            throw new IllegalArgumentException("an event of job " + event.id() + " cannot change job " + id());
        }
        if (state().isTerminal() || event.sequence() <= sequence) {
            return this;
        }
        boolean isNext = event.sequence() == sequence + 1;
        if (isNext && JobMoves.next(state(), event.kind()).isEmpty()) {
            return this;
        }
        return new JobRecord(
                job,
                event.match(new Fold(status)),
                event.sequence(),
                event.at(),
                admittedAt,
                attemptsAfter(event),
                dispatch,
                fingerprint);
    }

    private int attemptsAfter(JobEvent event) {
        return switch (event.kind()) {
            case STARTED -> isNextSlice() ? attempts : attempts + 1;
            case COMPLETED -> isReused(event) ? attempts : Math.max(1, attempts);
            case SUBMITTED, QUEUED, CHECKPOINTED, RETRIED, FAILED, CANCELLED, EXPIRED -> attempts;
        };
    }

    private static boolean isReused(JobEvent event) {
        return event instanceof JobEvent.Completed completed
                && completed.outcome().reusedFrom() != null;
    }

    /** Whether the job waits for no other reason than that a slice is over. */
    private boolean isNextSlice() {
        return state() == JobState.QUEUED && attempts > 0 && status.problem() == null;
    }
}
