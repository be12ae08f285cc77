package org.stylize.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Machine;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.image.OutputFormat;
import org.stylize.proto.Attempt;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.JobEnd;
import org.stylize.worker.job.PoisonJobException;
import org.stylize.worker.job.TransientFaultException;
import org.stylize.worker.testing.FaultyStore;
import org.stylize.worker.testing.InMemoryStore;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordingStylizer;

class WorkerMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StylizationJob job = Jobs.job();

    @Test
    void timesGoFromTheSubmission() {
        WorkerMetrics metrics = metricsAfter(Duration.ofSeconds(90));

        metrics.started(job, attempt(Slice.FIRST), new Plan(10, 40, 30));
        metrics.ended(job, JobEnd.COMPLETED, Duration.ofSeconds(80));

        assertThat(seconds("submit.to.start")).isCloseTo(90, within(0.001));
        assertThat(seconds("submit.to.done")).isCloseTo(90, within(0.001));
        assertThat(count("jobs.started")).isEqualTo(1);
    }

    @Test
    void aClockThatIsBehindTheSubmittersCountsAsNoTime() {
        metricsAfter(Duration.ofSeconds(-5)).started(job, attempt(Slice.FIRST), new Plan(10, 40, 30));

        assertThat(seconds("submit.to.start")).isZero();
    }

    @Test
    void onlyTheFirstSliceIsTheStartOfAJob() {
        WorkerMetrics metrics = metricsAfter(Duration.ofSeconds(90));

        metrics.started(job, attempt(Slice.FIRST.next()), new Plan(10, 40, 30));

        assertThat(registry.get("stylize.worker.submit.to.start").timer().count())
                .isZero();
        assertThat(count("jobs.started")).isEqualTo(1);
    }

    @Test
    void checkpointsAndWhatGoesOnFromThemAreCounted() {
        WorkerMetrics metrics = metricsAfter(Duration.ZERO);

        metrics.checkpointed(job);
        metrics.checkpointed(job);
        metrics.resumed(job);

        assertThat(count("checkpoints")).isEqualTo(2);
        assertThat(count("jobs.resumed")).isEqualTo(1);
    }

    @Test
    void onlyACompletedJobIsDone() {
        WorkerMetrics metrics = metricsAfter(Duration.ofSeconds(1));

        metrics.ended(job, JobEnd.FAILED, Duration.ofSeconds(3));
        metrics.ended(job, JobEnd.RELEASED, Duration.ofSeconds(3));

        assertThat(registry.get("stylize.worker.submit.to.done").timer().count())
                .isZero();
        assertThat(jobs("failed")).isEqualTo(1);
        assertThat(jobs("released")).isEqualTo(1);
        assertThat(jobs("completed")).isZero();
    }

    @Test
    void aSecondDeliveryIsCountedAsSuch() {
        WorkerMetrics metrics = metricsAfter(Duration.ZERO);

        metrics.delivered(1);
        metrics.delivered(2);

        assertThat(count("deliveries")).isEqualTo(2);
        assertThat(count("redeliveries")).isEqualTo(1);
    }

    @Test
    void stepsAndTheirPixelsAreCountedAndTheDeviceIsBusyMeanwhile() {
        double[] busyInAStep = {0};
        Stylizer stylizer = new MeteredStylizer(
                new RecordingStylizer(
                        7,
                        () -> busyInAStep[0] = registry.get("stylize.worker.device.busy")
                                .gauge()
                                .value()),
                registry);

        stylizer.stylize(job.recipe().resolve(), Pictures.of(bytes(), List.of(bytes())), new Unwatched());

        assertThat(count("steps")).isEqualTo(7);
        assertThat(count("pixel.steps")).isEqualTo(7 * 40 * 30);
        assertThat(registry.get("stylize.worker.step").timer().count()).isEqualTo(7);
        assertThat(busyInAStep[0]).isEqualTo(1);
        assertThat(registry.get("stylize.worker.device.busy").gauge().value()).isZero();
    }

    @Test
    void stylesFoundInTheCacheAreCounted() {
        Stylizer stylizer = new Stylizer() {
            @Override
            public CacheCounts styleCache() {
                return new CacheCounts(3, 1, 2);
            }

            @Override
            public Pastiche stylize(
                    Recipe recipe,
                    Pictures pictures,
                    OutputFormat output,
                    @Nullable Execution as,
                    @Nullable Checkpoint from,
                    Watcher watcher) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Machine machine() {
                throw new UnsupportedOperationException();
            }

            @Override
            public String device() {
                return "cpu";
            }

            @Override
            public void close() {}
        };

        MeteredStylizer metered = new MeteredStylizer(stylizer, registry);

        assertThat(metered.styleCache()).isEqualTo(new Stylizer.CacheCounts(3, 1, 2));
        Map<String, Integer> expected = Map.of("memory", 3, "store", 1, "miss", 2);
        expected.forEach((result, count) -> assertThat(registry.get("stylize.worker.style.cache")
                        .tag("result", result)
                        .functionCounter()
                        .count())
                .isEqualTo(count.doubleValue()));
    }

    @Test
    void faultsOfTheStoreAreCountedAndThoseOfJobsAreNot() {
        FaultyStore faulty = new FaultyStore(new InMemoryStore(Jobs.BUCKET, 100));
        MeteredImageStore images = new MeteredImageStore(faulty, registry);
        MeteredArtefactStore artefacts = new MeteredArtefactStore(faulty, registry);
        ArtefactKey key = ArtefactKey.preview(job.keys(), attempt(Slice.FIRST), 1);

        faulty.failNext(1);
        assertThatThrownBy(() -> images.get(Jobs.CONTENT)).isInstanceOf(TransientFaultException.class);
        assertThatThrownBy(() -> images.get(Jobs.CONTENT)).isInstanceOf(PoisonJobException.class);
        faulty.failNext(1);
        assertThatThrownBy(() -> artefacts.delete(key)).isInstanceOf(TransientFaultException.class);
        artefacts.put(key, new byte[] {1});

        assertThat(count("store.faults")).isEqualTo(2);
        assertThat(registry.get("stylize.worker.upload").timer().count()).isEqualTo(1);
    }

    private static Attempt attempt(Slice slice) {
        return Attempt.by("w", "cpu", slice, 1);
    }

    private WorkerMetrics metricsAfter(Duration sinceSubmission) {
        return new WorkerMetrics(registry, Clock.fixed(job.submittedAt().plus(sinceSubmission), ZoneOffset.UTC));
    }

    private double seconds(String timer) {
        return registry.get("stylize.worker." + timer).timer().totalTime(TimeUnit.SECONDS);
    }

    private double count(String counter) {
        return registry.get("stylize.worker." + counter).counter().count();
    }

    private double jobs(String outcome) {
        return registry.get("stylize.worker.jobs")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static ImageBytes bytes() {
        return new ImageBytes(new byte[] {1});
    }

    private static final class Unwatched implements Stylizer.Watcher {
        @Override
        public void started(Plan plan, Execution execution) {}

        @Override
        public void stepped(Stylizer.Step step) {}

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
