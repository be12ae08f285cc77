package org.stylize.proto;

import org.jspecify.annotations.Nullable;

/** What each kind of event makes of a job. */
record Fold(JobRecord before) implements JobEvent.Cases<JobRecord> {
    @Override
    public JobRecord submitted(JobEvent.Submitted event) {
        return moved(JobState.SUBMITTED, event);
    }

    @Override
    public JobRecord queued(JobEvent.Queued event) {
        return moved(JobState.QUEUED, event);
    }

    @Override
    public JobRecord started(JobEvent.Started event) {
        return new JobRecord(
                before.job(),
                JobState.RUNNING,
                event.sequence(),
                event.at(),
                before.attempts() + 1,
                event.attempt(),
                event.plan(),
                event.at(),
                null,
                before.problem(),
                before.fingerprint());
    }

    @Override
    public JobRecord retried(JobEvent.Retried event) {
        return new JobRecord(
                before.job(),
                JobState.QUEUED,
                event.sequence(),
                event.at(),
                before.attempts(),
                event.attempt(),
                null,
                null,
                null,
                event.problem(),
                before.fingerprint());
    }

    @Override
    public JobRecord completed(JobEvent.Completed event) {
        return new JobRecord(
                before.job(),
                JobState.COMPLETED,
                event.sequence(),
                event.at(),
                Math.max(1, before.attempts()),
                event.attempt(),
                before.plan(),
                before.startedAt(),
                event.outcome(),
                null,
                before.fingerprint());
    }

    @Override
    public JobRecord failed(JobEvent.Failed event) {
        return ended(JobState.FAILED, event, event.problem());
    }

    @Override
    public JobRecord cancelled(JobEvent.Cancelled event) {
        return ended(JobState.CANCELLED, event, before.problem());
    }

    @Override
    public JobRecord expired(JobEvent.Expired event) {
        return ended(JobState.EXPIRED, event, before.problem());
    }

    private JobRecord moved(JobState state, JobEvent event) {
        return new JobRecord(
                before.job(),
                state,
                event.sequence(),
                event.at(),
                before.attempts(),
                before.attempt(),
                before.plan(),
                before.startedAt(),
                null,
                before.problem(),
                before.fingerprint());
    }

    private JobRecord ended(JobState state, JobEvent event, @Nullable Problem problem) {
        return new JobRecord(
                before.job(),
                state,
                event.sequence(),
                event.at(),
                before.attempts(),
                before.attempt(),
                before.plan(),
                before.startedAt(),
                null,
                problem,
                before.fingerprint());
    }
}
