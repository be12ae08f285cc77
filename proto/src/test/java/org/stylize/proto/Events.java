package org.stylize.proto;

/** The same events under another id and sequence. */
record Events(JobId id, long sequence) implements JobEvent.Cases<JobEvent> {
    static JobEvent renamed(JobEvent event, JobId id, long sequence) {
        return event.match(new Events(id, sequence));
    }

    @Override
    public JobEvent submitted(JobEvent.Submitted event) {
        return new JobEvent.Submitted(id, sequence, event.at());
    }

    @Override
    public JobEvent queued(JobEvent.Queued event) {
        return new JobEvent.Queued(id, sequence, event.at());
    }

    @Override
    public JobEvent started(JobEvent.Started event) {
        return new JobEvent.Started(id, sequence, event.at(), event.attempt(), event.plan());
    }

    @Override
    public JobEvent checkpointed(JobEvent.Checkpointed event) {
        return new JobEvent.Checkpointed(id, sequence, event.at(), event.attempt(), event.step());
    }

    @Override
    public JobEvent retried(JobEvent.Retried event) {
        return new JobEvent.Retried(id, sequence, event.at(), event.attempt(), event.problem(), event.notBefore());
    }

    @Override
    public JobEvent completed(JobEvent.Completed event) {
        return new JobEvent.Completed(id, sequence, event.at(), event.attempt(), event.outcome());
    }

    @Override
    public JobEvent failed(JobEvent.Failed event) {
        return new JobEvent.Failed(id, sequence, event.at(), event.problem());
    }

    @Override
    public JobEvent cancelled(JobEvent.Cancelled event) {
        return new JobEvent.Cancelled(id, sequence, event.at());
    }

    @Override
    public JobEvent expired(JobEvent.Expired event) {
        return new JobEvent.Expired(id, sequence, event.at());
    }
}
