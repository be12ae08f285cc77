package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.base.Sha256;
import org.stylize.base.Stop;
import org.stylize.engine.DeviceFullException;
import org.stylize.engine.DivergedException;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.engine.manifest.Manifest;
import org.stylize.image.OutputFormat;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobReport.Release;
import org.stylize.proto.MadeOf;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Trace;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Network;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.service.trace.Spans;
import org.stylize.worker.testing.CountingObserver;
import org.stylize.worker.testing.FaultyStore;
import org.stylize.worker.testing.InMemoryStore;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordedOrders;
import org.stylize.worker.testing.RecordedRequest;
import org.stylize.worker.testing.RecordingJobReports;
import org.stylize.worker.testing.RecordingStylizer;
import org.stylize.worker.trace.JobSpans;

class JobRunnerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final InMemoryStore objects = new InMemoryStore(Jobs.BUCKET, 1000);
    private final FaultyStore images = new FaultyStore(objects);
    private final RecordingJobReports reports = new RecordingJobReports();
    private final CountingObserver observer = new CountingObserver();
    private final Stop stop = new Stop();
    private final RecordedOrders orders = new RecordedOrders();
    private Duration storePatience = Duration.ofMillis(1); // shorter than the first wait: no retries
    private Duration checkpointInterval = Duration.ofSeconds(30);
    private Duration slice = Duration.ofMinutes(3);
    private final AtomicInteger stuck = new AtomicInteger();
    private final AtomicLong nanoTime = new AtomicLong();
    private final ProgressFeed feed = new ProgressFeed(reports, objects);
    private final StepWatch steps =
            new StepWatch(Duration.ofMinutes(30), nanoTime::get, stuck::incrementAndGet); // by the clock of the test

    @BeforeEach
    void storePictures() {
        objects.put(Jobs.CONTENT, Jobs.picture(1));
        objects.put(Jobs.STYLE, Jobs.picture(2));
    }

    @AfterEach
    void closeFeed() {
        feed.close();
        steps.close();
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
            assertThat(completed.outcome().sha256()).isEqualTo(Sha256.of(RecordingStylizer.PASTICHE.toArray()));
            assertThat(completed.outcome().finishedEarly()).isFalse();
            JobPictures<String> digests = request.job()
                    .pictures()
                    .map(ref -> Sha256.of(objects.get(ref).toArray()));
            assertThat(completed.outcome().madeOf())
                    .isEqualTo(MadeOf.of(digests, request.job().resolve(), OutputFormat.PNG));
            assertThat(completed.outcome().reusedFrom()).isNull();
        });
        assertThat(observer.ends).containsExactly(JobEnd.COMPLETED);
        assertThat(observer.started).hasValue(1);
    }

    @Test
    void theFirstReportSaysHowTheJobIsDone() {
        runner(stylizer(3), reports).run(new RecordedRequest(Jobs.job(), 1));

        assertThat(reports.reports()).first().isInstanceOfSatisfying(JobReport.Started.class, started -> assertThat(
                        started.execution())
                .isEqualTo(RecordingStylizer.EXECUTION));
    }

    @Test
    void aWorkerThatCannotDoTheJobAsItWasBegunHandsItBackWithTheReasonAndBeginsNothing() {
        Execution twoThreads = new Execution(Network.Precision.FP32, 2, 0, 0, "none", "cpu of the test");
        RecordedRequest request = new RecordedRequest(Jobs.job(), Slice.FIRST, 1, twoThreads);
        RecordingStylizer oneThread = stylizer(3);

        JobEnd end = runner(oneThread, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.UNABLE);
        assertKinds("Released");
        assertReleased(request, Release.UNABLE, ProblemType.NO_ABLE_WORKER);
        assertThat(((JobReport.Released) reports.reports().get(0)).problem().detail())
                .contains("worker-1")
                .contains("threads must be 2 but is 1");
        assertThat(oneThread.calls()).isZero();
        RecordingStylizer able = RecordingStylizer.as(twoThreads, 3, () -> {});
        assertThat(runner(able, reports).run(new RecordedRequest(request.job(), Slice.FIRST, 1, twoThreads)))
                .isEqualTo(JobEnd.COMPLETED);
    }

    @Test
    void theManifestIsStoredBesideTheResultBeforeTheResultIsAnnounced() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        runner(stylizer(3), reports).run(request);

        assertThat(reports.reports()).last().isInstanceOfSatisfying(JobReport.Completed.class, completed -> {
            ImageRef announced = completed.outcome().manifest();
            assertThat(announced.key())
                    .isEqualTo(request.job().keys().made() + request.attempt().id() + "/manifest.json");
            Manifest manifest =
                    Manifest.read(objects.get(ArtefactKey.manifest(request.job().keys(), request.attempt())));
            assertThat(manifest.result().sha256()).isEqualTo(completed.outcome().sha256());
            assertThat(manifest.job())
                    .isEqualTo(new Manifest.Job(
                            request.job().id().toString(), request.attempt().id()));
            assertThat(manifest.content().file()).isEqualTo("../../../../default/pictures/content.jpg");
            assertThat(manifest.content().sha256())
                    .isEqualTo(Sha256.of(objects.get(Jobs.CONTENT).toArray()));
            assertThat(manifest.weights().location()).isEqualTo("weights");
        });
    }

    @Test
    void aResultWhoseManifestCanNotBeStoredIsNotAnnounced() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        images.takeNo(ArtefactKey.Kind.MANIFEST);

        runner(stylizer(1), reports).run(request);

        assertThat(objects.has(pasticheOf(request))).isTrue();
        assertKinds("Started", "Released");
        assertReleased(request, Release.SURROUNDINGS, ProblemType.UNAVAILABLE);
    }

    @Test
    void theEngineGetsEachPictureInItsRole() {
        ImageRef mask = new ImageRef(Jobs.BUCKET, "default/pictures/mask.png");
        ImageRef start = new ImageRef(Jobs.BUCKET, "default/pictures/start.png");
        objects.put(mask, Jobs.picture(3));
        objects.put(start, Jobs.picture(4));
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
        assertThat(request.settlement()).isEqualTo("accept");
    }

    @Test
    void anImpossibleRecipeFailsTheJob() {
        RecordedRequest request = new RecordedRequest(Jobs.job(Jobs.CONTENT, new RecipeChoice.Preset("monet", "")), 1);

        runner(stylizer(3), reports).run(request);

        assertFailed(request, ProblemType.INVALID_RECIPE);
    }

    @Test
    void aStoreThatIsAwayCostsTheJobNothing() {
        images.failNext(1);
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        JobEnd end = runner(stylizer(3), reports).run(request);

        assertThat(end).isEqualTo(JobEnd.RELEASED);
        assertReleased(request, Release.SURROUNDINGS, ProblemType.UNAVAILABLE);
    }

    @Test
    void aStoreThatRefusesTheWorkerIsNotTriedAgainAndCostsTheJobNothing() {
        storePatience = Duration.ofHours(1);
        images.refuse();
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        runner(stylizer(3), reports).run(request);

        assertReleased(request, Release.SURROUNDINGS, ProblemType.UNAVAILABLE);
    }

    @Test
    void aFullDeviceIsAFault() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer full = new RecordingStylizer(3, () -> {
            throw new DeviceFullException("the memory is full", new IllegalStateException());
        });

        runner(full, reports).run(request);

        assertReleased(request, Release.FAULT, ProblemType.UNAVAILABLE);
    }

    @Test
    void aRequestThatCameBackIsRunLikeAnyOther() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), JobRunner.TOO_MANY_DELIVERIES - 1);

        assertThat(runner(stylizer(3), reports).run(request)).isEqualTo(JobEnd.COMPLETED);
        assertThat(reports.reports())
                .extracting(report -> report.attempt().delivery())
                .containsOnly(JobRunner.TOO_MANY_DELIVERIES - 1);
    }

    @Test
    void aRequestWhoseWorkersDiedEachTimeIsAFaultAndIsNotRun() {
        RecordingStylizer stylizer = stylizer(3);
        RecordedRequest request = new RecordedRequest(Jobs.job(), JobRunner.TOO_MANY_DELIVERIES);

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.RELEASED);
        assertReleased(request, Release.FAULT, ProblemType.INTERNAL);
        assertThat(stylizer.calls()).isZero();
    }

    @Test
    void aFaultOfOursHandsTheJobBack() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer broken = new RecordingStylizer(3, () -> {
            throw new IllegalStateException("a bug");
        });

        runner(broken, reports).run(request);

        assertReleased(request, Release.FAULT, ProblemType.INTERNAL);
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
        assertReleased(request, Release.SURROUNDINGS, ProblemType.UNAVAILABLE);
    }

    @Test
    void aReportThatTheBrokerDoesNotTakeIsWrittenAgainWhileTheRequestIsHeld() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        JobEnd end = runner(stylizer(1), new MuteReports(reports, 1, () -> {})).run(request);

        assertThat(end).isEqualTo(JobEnd.COMPLETED);
        assertKinds("Started", "Completed");
        assertThat(request.settlement()).isEqualTo("accept");
    }

    @Test
    void aResultThatCanNotBeAnnouncedIsNotAccepted() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        JobEnd end = runner(stylizer(1), new MuteReports(reports, Integer.MAX_VALUE, request::loseLock))
                .run(request);

        assertThat(end).isEqualTo(JobEnd.LOST);
        assertThat(request.settlement()).isEqualTo("release");
        assertKinds("Started");
    }

    @Test
    void aWorkerThatStopsWaitsForNoBroker() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

        JobEnd end = runner(stylizer(1), new MuteReports(reports, Integer.MAX_VALUE, stop::request))
                .run(request);

        assertThat(end).isEqualTo(JobEnd.LOST);
        assertThat(request.settlement()).isEqualTo("release");
    }

    @Test
    void stoppingTheWorkerStoresACheckpointAndHandsTheJobBackBeforeTheNextStep() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(1_000_000, onCall(3, stop::request));

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.RELEASED);
        assertKinds("Started", "Checkpointed", "Released");
        assertReleased(request, Release.SHUTDOWN, ProblemType.UNAVAILABLE);
        assertThat(checkpointsOf(request)).containsExactly(3);
    }

    @Test
    void aWorkerThatStopsWhileTheStoreIsAwayHandsTheJobBackWithoutACheckpoint() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        images.takeNo(ArtefactKey.Kind.CHECKPOINT);
        RecordingStylizer stylizer = new RecordingStylizer(1_000_000, stop::request);

        runner(stylizer, reports).run(request);

        assertKinds("Started", "Released");
        assertReleased(request, Release.SHUTDOWN, ProblemType.UNAVAILABLE);
    }

    @Test
    void aCheckpointIsStoredAtEachIntervalAndTheLastTwoAreKept() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer tenSecondsAStep = new RecordingStylizer(20, () -> {
            tick(Duration.ofSeconds(10));
            if (observer.checkpoints.get() == 4) {
                request.loseLock();
            }
        });

        runner(tenSecondsAStep, reports).run(request);

        assertThat(reports.reports())
                .filteredOn(JobReport.Checkpointed.class::isInstance)
                .extracting(report -> ((JobReport.Checkpointed) report).step())
                .containsExactly(3, 6, 9, 12);
        assertThat(checkpointsOf(request)).containsExactly(9, 12);
    }

    @Test
    void aJobThatIsDoneLeavesNoCheckpoints() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(20, () -> tick(Duration.ofSeconds(10)));

        assertThat(runner(stylizer, reports).run(request)).isEqualTo(JobEnd.COMPLETED);

        assertThat(observer.checkpoints).hasValueGreaterThan(3);
        assertThat(checkpointsOf(request)).isEmpty();
    }

    @Test
    void aJobThatFailsLeavesNoCheckpoints() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        storeCheckpoint(request, 5, RecordingStylizer.FINGERPRINT);
        RecordingStylizer stylizer = new RecordingStylizer(20, () -> {
            throw new DivergedException(3, "the losses are NaN");
        });

        assertThat(runner(stylizer, reports).run(request)).isEqualTo(JobEnd.FAILED);

        assertThat(checkpointsOf(request)).isEmpty();
    }

    @Test
    void aStoreThatTakesNoCheckpointsStopsNoJob() {
        images.takeNo(ArtefactKey.Kind.CHECKPOINT);
        slice = Duration.ofSeconds(30);
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(20, () -> tick(Duration.ofSeconds(10)));

        assertThat(runner(stylizer, reports).run(request)).isEqualTo(JobEnd.COMPLETED);

        assertKinds("Started", "Completed");
    }

    @Test
    void aJobGoesOnFromItsLatestCheckpoint() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 2);
        storeCheckpoint(request, 5, RecordingStylizer.FINGERPRINT);
        storeCheckpoint(request, 8, RecordingStylizer.FINGERPRINT);
        RecordingStylizer stylizer = stylizer(20);

        assertThat(runner(stylizer, reports).run(request)).isEqualTo(JobEnd.COMPLETED);

        assertThat(stylizer.begun()).containsExactly(9);
        assertThat(observer.resumed).hasValue(1);
    }

    @Test
    void aCheckpointThatIsDamagedOrOfAnotherJobIsIgnored() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 2);
        storeCheckpoint(request, 5, RecordingStylizer.FINGERPRINT);
        storeCheckpoint(request, 8, "11".repeat(32));
        objects.put(ArtefactKey.checkpoint(request.job().keys(), request.attempt(), 9), new byte[] {1, 2, 3});
        RecordingStylizer stylizer = stylizer(20);

        assertThat(runner(stylizer, reports).run(request)).isEqualTo(JobEnd.COMPLETED);

        assertThat(stylizer.begun()).containsExactly(6);
    }

    @Test
    void withoutAGoodCheckpointAJobBeginsAtTheBeginning() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 2);
        storeCheckpoint(request, 8, "11".repeat(32));
        RecordingStylizer stylizer = stylizer(20);

        assertThat(runner(stylizer, reports).run(request)).isEqualTo(JobEnd.COMPLETED);

        assertThat(stylizer.begun()).containsExactly(1);
        assertThat(observer.resumed).hasValue(0);
    }

    @Test
    void aLongJobIsDoneInSlices() {
        slice = Duration.ofSeconds(30);
        StylizationJob job = Jobs.job();
        RecordingStylizer stylizer = new RecordingStylizer(9, () -> tick(Duration.ofSeconds(10)));
        JobRunner runner = runner(stylizer, reports);
        RecordedRequest first = new RecordedRequest(job, 1);
        RecordedRequest second = new RecordedRequest(job, Slice.FIRST.next(), 1);
        RecordedRequest third = new RecordedRequest(job, Slice.FIRST.next().next(), 1);

        assertThat(runner.run(first)).isEqualTo(JobEnd.SLICE_ENDED);
        assertKinds("Started", "Checkpointed", "SliceEnded");
        assertThat(first.settlement()).isEqualTo("accept");
        assertThat(runner.run(second)).isEqualTo(JobEnd.SLICE_ENDED);
        assertThat(runner.run(third)).isEqualTo(JobEnd.COMPLETED);

        assertThat(stylizer.begun()).containsExactly(1, 4, 7);
        assertThat(checkpointsOf(first)).isEmpty();
    }

    @Test
    void aJobThatIsNearlyDoneIsNotInterrupted() {
        slice = Duration.ofSeconds(80);
        RecordingStylizer stylizer = new RecordingStylizer(10, () -> tick(Duration.ofSeconds(10)));

        assertThat(runner(stylizer, reports).run(new RecordedRequest(Jobs.job(), 1)))
                .isEqualTo(JobEnd.COMPLETED);
    }

    @Test
    void aJobWithoutCheckpointsIsDoneInOneSlice() {
        slice = Duration.ofSeconds(10);
        RecordingStylizer stylizer = RecordingStylizer.withoutCheckpoints(10, () -> tick(Duration.ofSeconds(10)));

        assertThat(runner(stylizer, reports).run(new RecordedRequest(Jobs.job(), 1)))
                .isEqualTo(JobEnd.COMPLETED);
    }

    @Test
    void aRunningJobThatIsCancelledStopsAndSaysNothing() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        storeCheckpoint(request, 2, RecordingStylizer.FINGERPRINT);
        RecordingStylizer stylizer = new RecordingStylizer(
                1_000_000, onCall(3, () -> orders.ended.add(request.job().id())));

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.CANCELLED);
        assertKinds("Started");
        assertThat(request.settlement()).isEqualTo("accept");
        assertThat(checkpointsOf(request)).isEmpty();
    }

    @Test
    void aJobThatWasCancelledBeforeIsNotBegun() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        orders.ended.add(request.job().id());
        RecordingStylizer stylizer = stylizer(3);

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.CANCELLED);
        assertThat(stylizer.calls()).isZero();
        assertKinds();
        assertThat(request.settlement()).isEqualTo("accept");
    }

    @Test
    void anAttemptThatTheLedgerGaveUpStopsAndSaysNothing() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(
                1_000_000, () -> orders.superseded.add(request.attempt().id()));

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.SUPERSEDED);
        assertKinds("Started");
        assertThat(request.settlement()).isEqualTo("accept");
    }

    @Test
    void aJobThatIsFinishedEarlyHasItsPresentPictureAsItsResult() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(
                1_000_000, onCall(3, () -> orders.finishing.add(request.job().id())));

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.COMPLETED);
        assertThat(reports.reports()).last().isInstanceOfSatisfying(JobReport.Completed.class, completed -> {
            assertThat(completed.outcome().finishedEarly()).isTrue();
            assertThat(completed.outcome().steps()).isEqualTo(3);
        });
    }

    @Test
    void theTimeSinceTheLastStepIsShownWhileAJobRuns() {
        List<Duration> shown = new ArrayList<>();
        RecordingStylizer slow = new RecordingStylizer(2, () -> {
            nanoTime.addAndGet(Duration.ofMinutes(2).toNanos());
            shown.add(steps.silence());
        });
        assertThat(steps.silence()).isZero();

        assertThat(runner(slow, reports).run(new RecordedRequest(Jobs.job(), 1)))
                .isEqualTo(JobEnd.COMPLETED);

        assertThat(shown).isNotEmpty().containsOnly(Duration.ofMinutes(2));
        nanoTime.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(steps.silence()).isZero();
    }

    @Test
    void aStepThatNeverEndsIsNoticedAndItsJobHandedBack() throws Exception {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        CountDownLatch never = new CountDownLatch(1);
        RecordingStylizer hanging = new RecordingStylizer(3, () -> {
            tick(Duration.ofHours(1));
            awaitLatch(never);
        });
        CompletableFuture<JobEnd> end =
                CompletableFuture.supplyAsync(() -> runner(hanging, reports).run(request));

        await().untilAtomic(stuck, is(1));

        assertThat(steps.isStuck()).isTrue();
        assertKinds("Started", "Released");
        assertReleased(request, Release.FAULT, ProblemType.INTERNAL);
        assertThat(request.settlement()).isEqualTo("accept");
        never.countDown(); // and if it ends after all, nobody hears of it
        assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(JobEnd.STUCK);
        assertKinds("Started", "Released");
    }

    @Test
    void aStuckStepThatEndsWhileItsJobIsHandedBackLeavesTheRequestToTheWatch() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        CountDownLatch handedBack = new CountDownLatch(1);
        RecordingStylizer hanging = new RecordingStylizer(3, () -> {
            tick(Duration.ofHours(1));
            awaitLatch(handedBack);
        });
        CompletableFuture<JobEnd> end = new CompletableFuture<>();
        JobReports slow = new SlowRelease(reports, () -> {
            handedBack.countDown();
            end.join(); // the thread of the attempt is through before the report is written
        });
        end.completeAsync(() -> runner(hanging, slow).run(request));

        await().untilAtomic(stuck, is(1));

        assertThat(end).isCompletedWithValue(JobEnd.STUCK);
        assertReleased(request, Release.FAULT, ProblemType.INTERNAL);
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
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(3, () -> {
            request.loseLock();
            throw new TransientFaultException("the broker is away", null);
        });

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.LOST);
        assertKinds("Started");
        assertThat(request.settlement()).isEqualTo("release");
    }

    @Test
    void aFaultDuringAShutdownCostsNothing() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        RecordingStylizer stylizer = new RecordingStylizer(3, () -> {
            stop.request();
            throw new IllegalStateException("a bug");
        });

        JobEnd end = runner(stylizer, reports).run(request);

        assertThat(end).isEqualTo(JobEnd.RELEASED);
        assertReleased(request, Release.SHUTDOWN, ProblemType.UNAVAILABLE);
    }

    @Test
    void aShortOutageOfTheStoreIsNotSeen() {
        storePatience = Duration.ofSeconds(30);
        images.failNext(1);
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);

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
        assertThat(request.settlement()).isEqualTo("accept");
    }

    private void assertReleased(RecordedRequest request, Release why, ProblemType type) {
        assertThat(reports.reports()).last().isInstanceOfSatisfying(JobReport.Released.class, released -> {
            assertThat(released.why()).isEqualTo(why);
            assertThat(released.problem().type()).isEqualTo(type);
            assertThat(released.attempt()).isEqualTo(request.attempt());
        });
        assertThat(request.settlement()).isEqualTo("accept");
    }

    private void assertKinds(String... kinds) {
        assertThat(reports.reports())
                .extracting(report -> report.getClass().getSimpleName())
                .containsExactly(kinds);
    }

    private static ImageRef pasticheOf(RecordedRequest request) {
        return new ImageRef(
                Jobs.BUCKET,
                ArtefactKey.pastiche(request.job().keys(), request.attempt(), ArtefactKey.Format.PNG)
                        .objectKey());
    }

    /** The steps of the job's checkpoints in the store. */
    private List<Integer> checkpointsOf(RecordedRequest request) {
        return objects.list(request.job().keys(), ArtefactKey.Kind.CHECKPOINT).stream()
                .map(ArtefactKey::step)
                .toList();
    }

    private void storeCheckpoint(RecordedRequest request, int step, String fingerprint) {
        objects.put(
                ArtefactKey.checkpoint(request.job().keys(), request.attempt(), step),
                RecordingStylizer.checkpoint(step, fingerprint).toArray());
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tick(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    /** Does it at that call, and nothing at any other. */
    private static Runnable onCall(int number, Runnable action) {
        AtomicInteger calls = new AtomicInteger();
        return () -> {
            if (calls.incrementAndGet() == number) {
                action.run();
            }
        };
    }

    private static RecordingStylizer stylizer(int steps) {
        return new RecordingStylizer(steps, () -> {});
    }

    private JobRunner runner(Stylizer stylizer, JobReports to) {
        return new JobRunner(
                new JobRunner.Ports(images, images, to, orders, observer, new JobSpans(Spans.none())),
                stylizer,
                feed,
                steps,
                Runnable::run,
                stop,
                Clock.fixed(NOW, ZoneOffset.UTC),
                nanoTime::get,
                new JobRunner.Settings(
                        storePatience,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(3),
                        checkpointInterval,
                        slice,
                        Duration.ofSeconds(4)));
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

    /** Announces the start, and then so many reports not. */
    private static final class MuteReports implements JobReports {
        private final RecordingJobReports reports;
        private final AtomicInteger mute;
        private final Runnable each;

        /** @param each done at each report that is not written */
        MuteReports(RecordingJobReports reports, int mute, Runnable each) {
            this.reports = reports;
            this.mute = new AtomicInteger(mute);
            this.each = each;
        }

        @Override
        public void announce(JobReport report, Trace trace) {
            if (!(report instanceof JobReport.Started) && mute.getAndDecrement() > 0) {
                each.run();
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

    /** Does something before an attempt that was handed back is reported. */
    private record SlowRelease(RecordingJobReports reports, Runnable before) implements JobReports {
        @Override
        public void announce(JobReport report, Trace trace) {
            if (report instanceof JobReport.Released) {
                before.run();
            }
            reports.announce(report, trace);
        }

        @Override
        public void bury(DeadLetter letter, Trace trace) {
            reports.bury(letter, trace);
        }

        @Override
        public void tell(JobProgress progress, Trace trace) {
            reports.tell(progress, trace);
        }
    }
}
