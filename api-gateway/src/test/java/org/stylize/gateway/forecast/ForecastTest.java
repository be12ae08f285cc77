package org.stylize.gateway.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.life;
import static org.stylize.proto.Tenant.DEFAULT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.view.InMemoryJobStore;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Lane;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;

class ForecastTest {
    private static final Tenant ANNA = new Tenant("anna");
    /** The sample jobs' pastiche is 64×48 and takes 12.5 s. */
    private static final double SECONDS = 12.5 / (48 / 64.0);

    private final AtomicInteger workers = new AtomicInteger(2);
    private final Forecast forecast = new Forecast(workers::get);
    private final JobViews views = new JobViews(new InMemoryJobStore(), forecast);

    @Test
    void knowsNothingBeforeAJobWasDone() {
        queue(job(JobId.random()));
        assertThat(forecast.wait(DEFAULT, Lane.INTERACTIVE, 1)).isEmpty();
        assertThat(forecast.time(1_000)).isEmpty();
        assertThat(forecast.fleet().pixelStepsPerSecond()).isEmpty();
    }

    @Test
    void countsWhatWaitsAndRunsUntilItDoesNot() {
        JobId id = JobId.random();
        queue(job(id));
        queue(job(JobId.random()).withTerms(JobTerms.in(Lane.BATCH)));
        queue(job(ANNA, JobId.random()));
        long each = forecast.waiting(ANNA, Lane.INTERACTIVE).pixelSteps();
        assertThat(each).isPositive();
        assertThat(forecast.waiting(DEFAULT, Lane.INTERACTIVE)).isEqualTo(new Forecast.Waiting(1, each));
        assertThat(forecast.waiting(DEFAULT, Lane.BATCH)).isEqualTo(new Forecast.Waiting(1, each));
        assertThat(forecast.waiting(Lane.INTERACTIVE)).isEqualTo(new Forecast.Waiting(2, 2 * each));
        assertThat(forecast.waiting(Lane.BATCH)).isEqualTo(new Forecast.Waiting(1, each));
        assertThat(forecast.everything()).isEqualTo(new Forecast.Waiting(3, 3 * each));

        views.apply(life(id).get(2));
        assertThat(forecast.waiting(DEFAULT, Lane.INTERACTIVE)).isEqualTo(Forecast.Waiting.NONE);
        assertThat(forecast.fleet().running()).containsOnlyKeys("cpu").containsEntry("cpu", 1);
        views.apply(life(id).get(3));
        assertThat(forecast.fleet().running()).isEmpty();
        assertThat(forecast.fleet().pixelStepsPerSecond().get("cpu")).isCloseTo(each / SECONDS, within(1.0));
        views.remove(id);
        assertThat(forecast.everything().jobs()).isEqualTo(2);
    }

    @Test
    void aJobIsDoneOnceThoseBeforeItAreAndItselfIs() {
        assertThat(forecast.untilDone(job(JobId.random()))).isEmpty();
        done();
        for (int i = 0; i < 4; i++) {
            queue(job(JobId.random()));
        }
        assertThat(forecast.untilDone(job(JobId.random())))
                .hasValueSatisfying(time -> assertThat(time.toMillis() / 1000.0).isCloseTo(3 * SECONDS, within(0.1)));
    }

    @Test
    void aJobWaitsForThoseBeforeItAndForTheSharesOfOthers() {
        done();
        assertThat(seconds(DEFAULT, Lane.INTERACTIVE, 0)).as("a worker is free").isZero();
        for (int i = 0; i < 10; i++) {
            queue(job(JobId.random()));
        }
        assertThat(seconds(DEFAULT, Lane.INTERACTIVE, 4)).isCloseTo(4 * SECONDS / 2, within(0.1));
        assertThat(seconds(ANNA, Lane.INTERACTIVE, 0)).as("of another tenant").isZero();

        for (int i = 0; i < 3; i++) {
            queue(job(ANNA, JobId.random()));
        }
        assertThat(seconds(DEFAULT, Lane.INTERACTIVE, 2)).as("turn by turn").isCloseTo(4 * SECONDS / 2, within(0.1));
        assertThat(seconds(DEFAULT, Lane.INTERACTIVE, 10))
                .as("the other has three only")
                .isCloseTo(13 * SECONDS / 2, within(0.1));

        queue(job(JobId.random()).withTerms(JobTerms.in(Lane.BATCH)));
        assertThat(seconds(DEFAULT, Lane.BATCH, 1))
                .as("after the interactive ones")
                .isCloseTo(14 * SECONDS / 2, within(0.1));
        workers.set(0);
        assertThat(forecast.wait(DEFAULT, Lane.INTERACTIVE, 0))
                .as("nobody works")
                .isEmpty();
    }

    @Test
    void aJobThatRunsOnAllWorkersKeepsTheNextOneWaiting() {
        done();
        List<JobId> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            JobId id = JobId.random();
            queue(job(id));
            views.apply(life(id).get(2));
            running.add(id);
        }
        assertThat(seconds(DEFAULT, Lane.INTERACTIVE, 0)).isCloseTo(12.5 / 2 / 2, within(0.1));
        views.apply(life(running.get(0)).get(3));
        assertThat(seconds(DEFAULT, Lane.INTERACTIVE, 0)).isZero();
    }

    /** One whole life, which is measured. */
    private void done() {
        JobId id = JobId.random();
        queue(job(id));
        views.apply(life(id).get(2));
        views.apply(life(id).get(3));
    }

    private void queue(StylizationJob job) {
        JobRecord queued = JobRecord.submitted(job, NOON);
        for (JobEvent event : life(job.id()).subList(0, 2)) {
            queued = queued.after(event);
        }
        views.put(queued);
    }

    private double seconds(Tenant tenant, Lane lane, int ahead) {
        return forecast.wait(tenant, lane, ahead).map(Duration::toMillis).orElseThrow() / 1000.0;
    }
}
