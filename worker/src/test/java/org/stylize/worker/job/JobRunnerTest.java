package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.base.Stop;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.Trace;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.worker.testing.CountingObserver;
import org.stylize.worker.testing.FaultyStore;
import org.stylize.worker.testing.InMemoryStore;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordedRequest;
import org.stylize.worker.testing.RecordingJobReports;
import org.stylize.worker.testing.RecordingStylizer;

class JobRunnerTest {
    private static final int ATTEMPTS = 4;
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final InMemoryStore objects = new InMemoryStore(Jobs.BUCKET, 1000);
    private final FaultyStore images = new FaultyStore(objects);
    private final RecordingJobReports reports = new RecordingJobReports();
    private final CountingObserver observer = new CountingObserver();
    private final Stop stop = new Stop();
    private Duration storePatience = Duration.ofMillis(1); // shorter than the first wait: no retries
    private final AtomicLong nanoTime = new AtomicLong();
    private final ProgressFeed feed = new ProgressFeed(reports, objects);

    @BeforeEach
    void storePictures() {
        objects.put(Jobs.CONTENT, new ImageBytes(new byte[] {1}));
        objects.put(Jobs.STYLE, new ImageBytes(new byte[] {2}));
    }

    @AfterEach
    void closeFeed() {
        feed.close();
    }

    @Test
    void aJobIsStoredThenAnnouncedThenAccepted() {
        List<String> order = new ArrayList<>();
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        JobReports announcing = new OrderedReports(order, request);

        JobEnd end = runner(stylizer(3), announcing).run(request);

        assertThat(end).isEqualTo(JobEnd.COMPLETED);
        assertThat(order)
                .containsExactly("Started, settled none, stored false", "Completed, settled none, stored true");
        assertThat(request.settlement()).isEqualTo("accept");
    }

    @Test
    void theOutcomeSaysWhatWasMade() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        runner(stylizer(3), reports).run(request);

        ImageRef pastiche = pasticheOf(request);
        assertThat(objects.get(pastiche)).isEqualTo(RecordingStylizer.PASTICHE);
        assertThat(reports.reports().get(1)).isInstanceOfSatisfying(JobReport.Completed.class, completed -> {
            assertThat(completed.at()).isEqualTo(NOW);
            assertThat(completed.attempt()).isEqualTo(request.attempt());
            assertThat(completed.outcome().pastiche()).isEqualTo(pastiche);
            assertThat(completed.outcome().steps()).isEqualTo(3);
            assertThat(completed.outcome().width()).isEqualTo(40);
            assertThat(completed.outcome().optimizationSeconds()).isEqualTo(1.5);
        });
        assertThat(observer.ends).containsExactly(JobEnd.COMPLETED);
        assertThat(observer.started).hasValue(1);
    }

    @Test
    void theEngineGetsEachPictureInItsRole() {
        ImageRef mask = new ImageRef(Jobs.BUCKET, "uploads/mask.png");
        ImageRef start = new ImageRef(Jobs.BUCKET, "uploads/start.png");
        objects.put(mask, new ImageBytes(new byte[] {3}));
        objects.put(start, new ImageBytes(new byte[] {4}));
        JobPictures<ImageRef> pictures = new JobPictures<>(
                Jobs.CONTENT,
                List.of(
                        new JobPictures.Style<>(Jobs.STYLE, 3, mask),
                        new JobPictures.Style<>(Jobs.CONTENT, 1, Jobs.STYLE)),
                start);
        RecordingStylizer stylizer = stylizer(1);

        runner(stylizer, reports).run(new RecordedRequest(Jobs.job(pictures, new RecipeChoice.Preset("d2l", "")), 1));

        assertThat(stylizer.pictures())
                .containsExactly(new Pictures(
                        objects.get(Jobs.CONTENT),
                        List.of(
                                new Pictures.Style(objects.get(Jobs.STYLE), 3, objects.get(mask)),
                                new Pictures.Style(objects.get(Jobs.CONTENT), 1, objects.get(Jobs.STYLE))),
                        objects.get(start)));
    }

    @Test
    void aJobRunsTheRecipeThatTheLedgerResolved() {
        Recipe resolved = Presets.named("d2l").toBuilder().steps(77).build();
        RecordingStylizer stylizer = stylizer(1);

        runner(stylizer, reports).run(new RecordedRequest(Jobs.job().withResolved(ResolvedRecipe.of(resolved)), 1));

        assertThat(stylizer.recipes()).containsExactly(resolved);
    }

    @Test
    void aMissingPictureFailsTheJobAtOnce() {
        objects.remove(Jobs.STYLE);
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        JobEnd end = runner(stylizer(3), reports).run(request);

        assertThat(end).isEqualTo(JobEnd.FAILED);
        assertFailed(request, ProblemType.IMAGE_NOT_FOUND);
        assertThat(request.settlement()).isEqualTo("reject");
    }

    @Test
    void anImpossibleRecipeFailsTheJob() {
        RecordedRequest request = new RecordedRequest(Jobs.job(Jobs.CONTENT, new RecipeChoice.Preset("monet", "")), 1);

        runner(stylizer(3), reports).run(request);

        assertFailed(request, ProblemType.INVALID_RECIPE);
    }

    @Test
    void aTransientFaultHandsTheJobBack() {
        images.failNext(1);
        RecordedRequest request = new RecordedRequest(Jobs.job(), ATTEMPTS - 1);

        JobEnd end = runner(stylizer(3), reports).run(request);

        assertThat(end).isEqualTo(JobEnd.RELEASED);
        assertThat(request.settlement()).isEqualTo("release");
        assertReleased(ProblemType.UNAVAILABLE);
    }

    @Test
    void aTransientFaultOfTheLastAttemptFailsTheJob() {
        images.failNext(1);
        RecordedRequest request = new RecordedRequest(Jobs.job(), ATTEMPTS);

        runner(stylizer(3), reports).run(request);

        assertFailed(request, ProblemType.ATTEMPTS_EXHAUSTED);
        assertThat(((JobReport.Failed) reports.reports().get(0)).problem().detail())
                .contains("4 times", "the store is away");
    }

    @Test
    void aJobThatWasDeliveredTooOftenFailsUnseen() {
        RecordingStylizer stylizer = stylizer(3);
        RecordedRequest request = new RecordedRequest(Jobs.job(), ATTEMPTS + 1);

        runner(stylizer, reports).run(request);

        assertFailed(request, ProblemType.ATTEMPTS_EXHAUSTED);
        assertThat(stylizer.calls()).isZero();
    }

    @Test
    void aFaultOfOursHandsTheJobBack() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer broken = new RecordingStylizer(3, () -> {
            throw new IllegalStateException("a bug");
        });

        runner(broken, reports).run(request);

        assertReleased(ProblemType.INTERNAL);
        assertThat(request.settlement()).isEqualTo("release");
    }

    @Test
    void anErrorIsNotCaught() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer broken = new RecordingStylizer(3, () -> {
            throw new LinkageError("for the test");
        });

        assertThatThrownBy(() -> runner(broken, reports).run(request)).isInstanceOf(LinkageError.class);
        assertThat(request.settlement()).isEqualTo("none");
    }

    @Test
    void aResultThatCanNotBeStoredIsNotAnnounced() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(1, () -> images.failNext(1));

        runner(stylizer, reports).run(request);

        assertThat(reports.reports()).hasSize(2).noneMatch(JobReport.Completed.class::isInstance);
        assertReleased(ProblemType.UNAVAILABLE);
        assertThat(request.settlement()).isEqualTo("release");
    }

    @Test
    void aResultThatCanNotBeAnnouncedIsNotAccepted() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        JobEnd end = runner(stylizer(1), new MuteReports(reports)).run(request);

        assertThat(end).isEqualTo(JobEnd.RELEASED);
        assertThat(request.settlement()).isEqualTo("release");
        assertThat(reports.reports()).hasOnlyElementsOfType(JobReport.Started.class);
    }

    @Test
    void stoppingTheWorkerHandsTheJobBackBeforeTheNextStep() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(1_000_000, stop::request);

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.RELEASED);
        assertThat(request.settlement()).isEqualTo("release");
        assertReleased(ProblemType.UNAVAILABLE);
    }

    @Test
    void anAttemptWhoseLockIsLostStopsAndSaysNothing() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(1_000_000, request::loseLock);

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.LOST);
        assertThat(reports.reports()).hasOnlyElementsOfType(JobReport.Started.class);
    }

    @Test
    void aFaultOfAnAttemptWhoseLockIsLostSaysNothing() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), ATTEMPTS);
        RecordingStylizer stylizer = new RecordingStylizer(3, () -> {
            request.loseLock();
            throw new TransientFaultException("the broker is away", null);
        });

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.LOST);
        assertThat(reports.reports()).hasOnlyElementsOfType(JobReport.Started.class);
        assertThat(request.settlement()).isEqualTo("release");
    }

    @Test
    void aFaultDuringAShutdownHandsTheJobBackEvenAtTheLastAttempt() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), ATTEMPTS);
        RecordingStylizer stylizer = new RecordingStylizer(3, () -> {
            stop.request();
            throw new TransientFaultException("the broker is away", null);
        });

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.RELEASED);
        assertReleased(ProblemType.UNAVAILABLE);
        assertThat(request.settlement()).isEqualTo("release");
    }

    @Test
    void aShortOutageOfTheStoreIsNotSeen() {
        storePatience = Duration.ofSeconds(30);
        images.failNext(1);
        RecordedRequest request = new RecordedRequest(Jobs.job(), ATTEMPTS);

        assertThat(runner(stylizer(1), reports).run(request)).isEqualTo(JobEnd.COMPLETED);
    }

    @Test
    void progressIsToldAtMostOnceInAnInterval() {
        RecordingStylizer tenStepsASecond = new RecordingStylizer(42, () -> {
            awaitToldSoFar();
            nanoTime.addAndGet(Duration.ofMillis(100).toNanos());
        });

        runner(tenStepsASecond, reports).run(new RecordedRequest(Jobs.job(), 1));

        assertThat(reports.progress())
                .extracting(JobProgress::step)
                .filteredOn(step -> step < 42) // the last step is told if there is time before the job's end
                .containsExactly(1, 6, 11, 16, 21, 26, 31, 36, 41);
        JobProgress later = reports.progress().get(4);
        assertThat(later.steps()).isEqualTo(42);
        assertThat(later.stepsPerSecond()).isEqualTo(10.0);
        assertThat(later.secondsLeft()).isEqualTo(2.1);
    }

    @Test
    void previewsComeEveryFewSecondsEachUnderItsOwnKeyAndOnlyTwoAreKept() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer oneStepASecond = new RecordingStylizer(12, () -> {
            awaitToldSoFar();
            nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        });

        runner(oneStepASecond, reports).run(request);

        List<ImageRef> previews = reports.progress().stream()
                .filter(progress -> progress.preview() != null)
                .map(JobProgress::preview)
                .toList();
        assertThat(previews)
                .extracting(ImageRef::key)
                .extracting(key -> key.substring(key.lastIndexOf('/') + 1))
                .containsExactly("preview-00003.jpg", "preview-00006.jpg", "preview-00009.jpg");
        assertThat(previews).extracting(objects::has).containsExactly(false, true, true);
    }

    private void awaitToldSoFar() {
        await().until(feed::isIdle);
    }

    private void assertFailed(RecordedRequest request, ProblemType type) {
        assertThat(reports.reports()).last().isInstanceOfSatisfying(JobReport.Failed.class, failed -> {
            assertThat(failed.problem().type()).isEqualTo(type);
            assertThat(failed.attempt()).isEqualTo(request.attempt());
        });
        assertThat(request.settlement()).isEqualTo("reject");
    }

    private void assertReleased(ProblemType type) {
        assertThat(reports.reports()).last().isInstanceOfSatisfying(JobReport.Released.class, released -> assertThat(
                        released.problem().type())
                .isEqualTo(type));
    }

    private static RecordingStylizer stylizer(int steps) {
        return new RecordingStylizer(steps, () -> {});
    }

    private JobRunner runner(Stylizer stylizer, JobReports to) {
        return new JobRunner(
                images,
                images,
                stylizer,
                to,
                feed,
                observer,
                stop,
                Clock.fixed(NOW, ZoneOffset.UTC),
                nanoTime::get,
                new JobRunner.Settings(ATTEMPTS, storePatience, Duration.ofMillis(500), Duration.ofSeconds(3)));
    }

    private static ImageRef pasticheOf(RecordedRequest request) {
        ArtefactKey key = ArtefactKey.pastiche(request.job().id(), request.attempt(), ArtefactKey.Format.PNG);
        return new ImageRef(Jobs.BUCKET, key.objectKey());
    }

    /** Writes down how far the request is at each report. */
    private final class OrderedReports implements JobReports {
        private final List<String> order;
        private final RecordedRequest request;

        OrderedReports(List<String> order, RecordedRequest request) {
            this.order = order;
            this.request = request;
        }

        @Override
        public void announce(JobReport report, Trace trace) {
            order.add(report.getClass().getSimpleName() + ", settled " + request.settlement() + ", stored "
                    + objects.has(pasticheOf(request)));
        }

        @Override
        public void bury(DeadLetter letter, Trace trace) {
            order.add("buried");
        }

        @Override
        public void tell(JobProgress progress, Trace trace) {}
    }

    /** Announces the start and nothing after it. */
    private record MuteReports(RecordingJobReports reports) implements JobReports {
        @Override
        public void announce(JobReport report, Trace trace) {
            if (!(report instanceof JobReport.Started)) {
                throw new TransientFaultException("the broker is away", null);
            }
            reports.announce(report, trace);
        }

        @Override
        public void bury(DeadLetter letter, Trace trace) {
            throw new TransientFaultException("the broker is away", null);
        }

        @Override
        public void tell(JobProgress progress, Trace trace) {}
    }
}
