package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Plan;

/**
 * The latest state of a job, as the ledger keeps and publishes it.
 *
 * @param sequence of the last event
 * @param attempts started so far
 * @param attempt the present or last one; null before the first
 * @param plan of that attempt
 * @param startedAt of that attempt
 * @param outcome of a completed job
 * @param problem of a failed job, or of the attempt that was handed back last
 * @param fingerprint of the submission as it came, {@link StylizationJob#fingerprint()}
 */
public record JobRecord(
        StylizationJob job,
        JobState state,
        long sequence,
        Instant updatedAt,
        int attempts,
        @Nullable Attempt attempt,
        @Nullable Plan plan,
        @Nullable Instant startedAt,
        @Nullable Outcome outcome,
        @Nullable Problem problem,
        String fingerprint) {
    public JobRecord {
        requireNonNull(job, "job is null");
        requireNonNull(state, "state is null");
        requireNonNull(updatedAt, "updatedAt is null");
        requireNonNull(fingerprint, "fingerprint is null");
        if (state == JobState.COMPLETED && outcome == null) {
            throw new IllegalArgumentException("a completed job has an outcome");
        }
        if (state == JobState.FAILED && problem == null) {
            throw new IllegalArgumentException("a failed job has a problem");
        }
    }

    public JobId id() {
        return job.id();
    }

    /** A job of which nothing has happened yet: sequence 0, before its first event. */
    public static JobRecord submitted(StylizationJob job, Instant at) {
        return new JobRecord(job, JobState.SUBMITTED, 0, at, 0, null, null, null, null, null, job.fingerprint());
    }

    /**
     * The job after that event. An event that is already part of this record (by its sequence), or that comes after
     * the end, changes nothing; so events may be applied twice, and mixed with records.
     *
     * @throws IllegalArgumentException if the event is of another job
     */
    public JobRecord after(JobEvent event) {
        if (!event.id().equals(id())) {
            throw new IllegalArgumentException("an event of job " + event.id() + " cannot change job " + id());
        }
        return state.isTerminal() || event.sequence() <= sequence ? this : event.match(new Fold(this));
    }
}
