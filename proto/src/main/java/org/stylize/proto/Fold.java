package org.stylize.proto;

/** The status of a job after each kind of event. */
record Fold(JobStatus before) implements JobEvent.Cases<JobStatus> {
    @Override
    public JobStatus submitted(JobEvent.Submitted event) {
        return new JobStatus.Submitted();
    }

    @Override
    public JobStatus queued(JobEvent.Queued event) {
        return before.state() == JobState.SUBMITTED
                ? new JobStatus.Queued()
                : new JobStatus.Requeued(before.lastAttempt().over(), null, event.at());
    }

    @Override
    public JobStatus started(JobEvent.Started event) {
        return new JobStatus.Running(event.attempt(), event.plan(), event.at());
    }

    @Override
    public JobStatus checkpointed(JobEvent.Checkpointed event) {
        return before;
    }

    @Override
    public JobStatus retried(JobEvent.Retried event) {
        return new JobStatus.Requeued(LastAttempt.of(event.attempt()), event.problem(), event.notBefore());
    }

    @Override
    public JobStatus completed(JobEvent.Completed event) {
        return new JobStatus.Completed(
                event.attempt(), event.outcome(), before.lastAttempt().startedAt());
    }

    @Override
    public JobStatus failed(JobEvent.Failed event) {
        return new JobStatus.Failed(event.problem(), before.lastAttempt());
    }

    @Override
    public JobStatus cancelled(JobEvent.Cancelled event) {
        return new JobStatus.Cancelled(before.lastAttempt());
    }

    @Override
    public JobStatus expired(JobEvent.Expired event) {
        return new JobStatus.Expired(before.lastAttempt());
    }
}
