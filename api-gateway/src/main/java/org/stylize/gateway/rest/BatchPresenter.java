package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.BatchRecord;

/** Makes the public view of a batch from what is known of its jobs. For any thread. */
@Singleton
public final class BatchPresenter {
    /** After it, a job of a batch that nobody knows is gone, and not yet to come. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(10);

    private final JobViews jobs;
    private final Clock clock;

    public BatchPresenter(JobViews jobs, Clock clock) {
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    BatchView view(BatchRecord batch) {
        boolean isNew = batch.submittedAt().plus(LONGEST_WAY).isAfter(clock.instant());
        return BatchView.of(batch, jobs.counts(batch.tenant(), batch.id()), isNew);
    }
}
