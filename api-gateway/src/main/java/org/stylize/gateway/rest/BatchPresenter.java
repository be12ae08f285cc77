package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.BatchRecord;

/** Makes the public view of a batch from what is known of its jobs. For any thread. */
@Singleton
public final class BatchPresenter {
    /** After it, a job of a batch that nobody knows is gone, and not yet to come. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(10);

    private final JobViews jobs;
    private final Forecast forecast;
    private final Clock clock;

    public BatchPresenter(JobViews jobs, Forecast forecast, Clock clock) {
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.forecast = requireNonNull(forecast, "forecast is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    BatchView view(BatchRecord batch) {
        Instant now = clock.instant();
        boolean isNew = batch.submittedAt().plus(LONGEST_WAY).isAfter(now);
        BatchView view = BatchView.of(batch, jobs.counts(batch.tenant(), batch.id()), isNew);
        return view.counts().open() == 0
                ? view
                : view.expectedAt(end(batch, now).orElse(null));
    }

    /** As if its jobs were the last ones of their lane. */
    private Optional<Instant> end(BatchRecord batch, Instant now) {
        Forecast.Waiting lane = forecast.waiting(batch.tenant(), batch.lane());
        return forecast.wait(batch.tenant(), batch.lane(), lane.jobs())
                .flatMap(wait -> forecast.timeOfJob().map(last -> now.plus(wait).plus(last)));
    }
}
