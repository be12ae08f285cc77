package org.stylize.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.gateway.SampleJobs;
import org.stylize.gateway.ledger.TestClock;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.gateway.view.InMemoryJobStore;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Plan;

/** Graces: uploads a day, styles 30 days, everything else an hour. */
class SweepTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String STYLE = "0123456789abcdef".repeat(4);
    private static final String OWNER = "topic-1";

    private final JobId id = JobId.random();
    private final TestClock clock = new TestClock(NOON.plus(DAY).plus(DAY));
    private final MemoryStore store = new MemoryStore();
    private final JobViews views = new JobViews(new InMemoryJobStore());
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean isWhole = true;
    private boolean isElected = true;
    private Duration behind = Duration.ZERO;
    private Runnable whenTheViewIsAsked = () -> {};

    @Test
    void ofACompletedJobTheResultAndItsManifestStay() {
        put(NOON, "default/jobs/%s/winner/pastiche.png", "default/jobs/%s/winner/manifest.json");
        put(
                NOON,
                "default/jobs/%s/winner/preview-00012.jpg",
                "default/jobs/%s/loser/pastiche.png",
                "default/jobs/%s/loser/preview-00010.jpg");
        put(NOON, "default/jobs/%s/checkpoints/00010-winner.safetensors", "default/uploads/%s/content-abc");
        views.put(completed(
                job(id, "default/uploads/" + id + "/content-abc"), "default/jobs/" + id + "/winner/pastiche.png"));
        SweepReport report = sweep();
        assertThat(store.objects.keySet())
                .containsExactlyInAnyOrder(
                        "default/jobs/" + id + "/winner/pastiche.png",
                        "default/jobs/" + id + "/winner/manifest.json",
                        "default/uploads/" + id + "/content-abc");
        assertThat(report.looked()).isEqualTo(7);
        assertThat(report.removed())
                .isEqualTo(Map.of(Orphan.Kind.PREVIEW, 2L, Orphan.Kind.LOST_ATTEMPT, 1L, Orphan.Kind.CHECKPOINT, 1L));
        assertThat(report.removedBytes()).isEqualTo(40);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"SUBMITTED", "QUEUED", "RUNNING"})
    void ofAJobThatHasNotEndedNothingIsDeleted(JobState state) {
        putAllKinds(NOON);
        views.put(in(state));
        sweep();
        assertThat(store.objects).hasSize(4);
    }

    @Test
    void ofAJobThatFailedAllThatAttemptsMadeIsDeleted() {
        putAllKinds(NOON);
        views.put(failed(NOON));
        sweep();
        assertThat(store.objects.keySet()).containsExactly("default/uploads/" + id + "/content-abc");
    }

    @Test
    void aJobMustHaveEndedAWhileAgo() {
        putAllKinds(NOON);
        views.put(failed(clock.instant().minus(HOUR).plusSeconds(1)));
        assertThat(sweep().removed()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sweep().removed()).hasSize(3);
    }

    @Test
    void whatALateAttemptStoresAfterTheEndGoesToo() {
        views.put(failed(NOON));
        put(clock.instant(), "default/jobs/%s/late/pastiche.png");
        assertThat(sweep().removed()).isEmpty();
        clock.advance(HOUR);
        assertThat(sweep().removed()).isEqualTo(Map.of(Orphan.Kind.LOST_ATTEMPT, 1L));
    }

    @Test
    void ofAJobThatTheLedgerForgotOrACallerDeletedNothingStays() {
        putAllKinds(NOON);
        SweepReport report = sweep();
        assertThat(store.objects).isEmpty();
        assertThat(report.removed()).isEqualTo(Map.of(Orphan.Kind.FORGOTTEN_JOB, 3L, Orphan.Kind.UPLOAD, 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default/", "acme/", ""})
    void objectsOfEachTenantAndOfReleasesWithoutTenantsAreSwept(String tenant) {
        put(NOON, tenant + "jobs/%s/a/pastiche.png", tenant + "jobs/%s/checkpoints/00010-a.safetensors");
        put(NOON, tenant + "uploads/%s/content-abc");
        sweep();
        assertThat(store.objects).isEmpty();
    }

    @Test
    void objectsThatBelongToNoJobStay() {
        List<String> keys = List.of(
                "photo.jpg",
                "default/uploads/photo.jpg",
                "default/uploads/holiday/photo.jpg",
                "default/uploads/" + id + "/a/b",
                "default/jobs/probe/worker-1",
                "default/jobs/" + id,
                "Acme/jobs/" + id + "/a/pastiche.png",
                "sweeper/jobs/" + id + "/a/pastiche.png",
                "acme/own/jobs/" + id + "/a/pastiche.png",
                "cache/styles/abc",
                "cache/styles/abc/description.safetensors",
                "cache/styles/" + STYLE,
                "cache/" + STYLE + "/description.safetensors");
        clock.advance(MONTH);
        keys.forEach(key -> store.objects.put(key, NOON));
        sweep();
        assertThat(store.objects.keySet()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void featuresOfAStyleStayForAMonth() {
        String key = "cache/styles/" + STYLE + "/description.safetensors";
        store.objects.put(key, clock.instant());
        clock.advance(MONTH.minusSeconds(1));
        assertThat(sweep().removed()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sweep().removed()).isEqualTo(Map.of(Orphan.Kind.STYLE, 1L));
        assertThat(store.objects).isEmpty();
    }

    @Test
    void featuresOfAStyleThatAreStoredAgainDuringASweepStay() {
        String key = "cache/styles/" + STYLE + "/description.safetensors";
        store.objects.put(key, NOON);
        clock.advance(MONTH);
        whenTheViewIsAsked = () -> store.objects.put(key, clock.instant());
        assertThat(sweep().removed()).isEmpty();
        assertThat(store.objects).containsKey(key);
    }

    @Test
    void anUploadWhoseSubmissionIsOnItsWayIsNotTouched() {
        put(clock.instant().minus(DAY).plusSeconds(1), "default/uploads/%s/content-abc");
        assertThat(sweep().removed()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sweep().removed()).isEqualTo(Map.of(Orphan.Kind.UPLOAD, 1L));
    }

    @Test
    void anUploadThatItsOwnJobDoesNotNameGoes() {
        put(NOON, "default/uploads/%s/content-abc", "default/uploads/%s/content-of-a-refused-request");
        views.put(fresh(id, "default/uploads/" + id + "/content-abc"));
        sweep();
        assertThat(store.objects.keySet()).containsExactly("default/uploads/" + id + "/content-abc");
    }

    @Test
    void whileTheLedgerIsBehindNothingGrowsOld() {
        putAllKinds(NOON);
        behind = DAY.plus(HOUR);
        onAsking(6, () -> clock.advance(Duration.ofMinutes(3)));
        assertThatThrownBy(this::sweep).isInstanceOfSatisfying(BrokenOffException.class, e -> assertThat(e.end())
                .isEqualTo(SweepEnd.POSTPONED));
        assertThat(store.objects).hasSize(4);
        behind = DAY.plus(DAY).plusMinutes(3).minusSeconds(1);
        assertThat(sweep().removed()).as("nothing seems to be of no use").isEmpty();
    }

    @Test
    void whatAnotherJobNamesStays() {
        put(
                NOON,
                "default/uploads/%s/content-abc",
                "default/jobs/%s/a/pastiche.png",
                "default/jobs/%s/a/manifest.json");
        put(
                NOON,
                "default/uploads/%s/style-0-def",
                "default/jobs/%s/b/pastiche.png",
                "default/jobs/%s/b/manifest.json");
        JobId retry = JobId.random();
        views.put(fresh(retry, "default/uploads/" + id + "/content-abc"));
        JobId next = JobId.random();
        views.put(fresh(next, "default/jobs/" + id + "/a/pastiche.png"));
        JobId same = JobId.random();
        views.put(completed(job(same), "default/jobs/" + id + "/b/pastiche.png"));
        sweep();
        assertThat(store.objects.keySet())
                .containsExactlyInAnyOrder(
                        "default/uploads/" + id + "/content-abc",
                        "default/jobs/" + id + "/a/pastiche.png",
                        "default/jobs/" + id + "/a/manifest.json",
                        "default/jobs/" + id + "/b/pastiche.png",
                        "default/jobs/" + id + "/b/manifest.json");
    }

    @Test
    void aJobThatComesIntoTheViewWhileTheSweepWaitsKeepsItsPictures() {
        putAllKinds(NOON);
        JobId retry = JobId.random();
        behind = Duration.ofSeconds(5);
        onAsking(6, () -> {
            views.put(fresh(retry, "default/uploads/" + id + "/content-abc"));
            behind = Duration.ZERO;
        });
        sweep();
        assertThat(store.objects.keySet()).containsExactly("default/uploads/" + id + "/content-abc");
    }

    @Test
    void aJobThatIsSubmittedAgainUnderItsOldIdKeepsEverything() {
        putAllKinds(NOON);
        behind = Duration.ofSeconds(5);
        onAsking(6, () -> {
            views.put(in(JobState.QUEUED));
            behind = Duration.ZERO;
        });
        sweep();
        assertThat(store.objects).hasSize(4);
    }

    @Test
    void anUploadThatIsStoredAgainMeanwhileStays() {
        put(NOON, "default/uploads/%s/content-abc");
        behind = Duration.ofSeconds(5);
        onAsking(3, () -> {
            put(clock.instant(), "default/uploads/%s/content-abc");
            behind = Duration.ZERO;
        });
        sweep();
        assertThat(store.objects).hasSize(1);
    }

    @Test
    void aJobThatCompletesWhileTheSweepRunsKeepsItsResult() {
        put(
                NOON,
                "default/jobs/%s/winner/pastiche.png",
                "default/jobs/%s/winner/manifest.json",
                "default/uploads/" + JobId.random() + "/x");
        views.put(in(JobState.RUNNING));
        behind = Duration.ofSeconds(5);
        onAsking(4, () -> {
            views.put(completed(job(id), "default/jobs/" + id + "/winner/pastiche.png"));
            behind = Duration.ZERO;
        });
        sweep();
        assertThat(store.objects).hasSize(2);
    }

    @Test
    void afterACrashTheNextSweepDoesTheRest() {
        for (int i = 0; i < 10; i++) {
            put(NOON, "default/jobs/%s/attempt-" + i + "/pastiche.png");
        }
        store.failsAfter = 15; // it lists with 10 requests and has begun to delete
        assertThatThrownBy(this::sweep).isInstanceOf(UnavailableException.class);
        assertThat(store.objects).hasSizeBetween(1, 9);
        store.failsAfter = Integer.MAX_VALUE;
        sweep();
        assertThat(store.objects).isEmpty();
    }

    @Test
    void twoThatSweepAtTheSameTimeDeleteTheSame() {
        for (int i = 0; i < 300; i++) {
            put(NOON, "default/jobs/%s/attempt-" + i + "/pastiche.png");
        }
        put(NOON, "default/jobs/%s/winner/pastiche.png");
        views.put(completed(job(id), "default/jobs/" + id + "/winner/pastiche.png"));
        CompletableFuture.allOf(CompletableFuture.runAsync(this::sweep), CompletableFuture.runAsync(this::sweep))
                .join();
        assertThat(store.objects.keySet()).containsExactly("default/jobs/" + id + "/winner/pastiche.png");
    }

    @Test
    void whoIsNoLongerElectedStops() {
        putAllKinds(NOON);
        isElected = false;
        assertEnds(SweepEnd.STOPPED);
    }

    @Test
    void whoClosesStops() {
        putAllKinds(NOON);
        closed.countDown();
        assertEnds(SweepEnd.STOPPED);
    }

    @Test
    void theStoreOfOtherJobsIsNotSwept() {
        putAllKinds(NOON);
        store.owner = "topic-2";
        assertEnds(SweepEnd.POSTPONED);
    }

    @Test
    void whileAJobCannotBeReadNothingIsDeleted() {
        putAllKinds(NOON);
        isWhole = false;
        assertEnds(SweepEnd.POSTPONED);
    }

    @Test
    void deletionsHaveAPace() {
        for (int i = 0; i < 20; i++) {
            put(NOON, "default/jobs/%s/attempt-" + i + "/pastiche.png");
        }
        long began = System.nanoTime();
        new Sweep(store, jobs(), new SweepRules(DAY, HOUR, MONTH), clock, new Pace(closed, () -> true, 100)).run();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(180));
    }

    private void assertEnds(SweepEnd end) {
        assertThatThrownBy(this::sweep).isInstanceOfSatisfying(BrokenOffException.class, e -> assertThat(e.end())
                .isEqualTo(end));
        assertThat(store.objects).hasSize(4);
    }

    private SweepReport sweep() {
        Pace pace = new Pace(closed, () -> isElected, 1_000_000);
        Sweep sweep = new Sweep(store, jobs(), new SweepRules(DAY, HOUR, MONTH), clock, pace);
        sweep.run();
        return sweep.report(SweepEnd.COMPLETED, Duration.ZERO);
    }

    private KnownJobs jobs() {
        return new KnownJobs(
                views,
                () -> {
                    whenTheViewIsAsked.run();
                    return Optional.of(clock.instant().minus(behind));
                },
                () -> isWhole,
                () -> Optional.of(OWNER));
    }

    /** The sweep asks once for each object, then while it waits. */
    private void onAsking(int time, Runnable action) {
        int[] times = {0};
        whenTheViewIsAsked = () -> {
            if (++times[0] == time) {
                action.run();
            }
        };
    }

    private void put(Instant at, String... keys) {
        for (String key : keys) {
            store.objects.put(key.formatted(id), at);
        }
    }

    private void putAllKinds(Instant at) {
        put(
                at,
                "default/uploads/%s/content-abc",
                "default/jobs/%s/a/pastiche.png",
                "default/jobs/%s/a/preview-00003.jpg");
        put(at, "default/jobs/%s/checkpoints/00010-a.safetensors");
        views.remove(id);
    }

    private JobRecord in(JobState state) {
        JobRecord job = fresh(id, "default/uploads/" + id + "/content-abc");
        if (state == JobState.SUBMITTED) {
            return job;
        }
        job = job.after(new JobEvent.Submitted(id, 1, NOON)).after(new JobEvent.Queued(id, 2, NOON));
        return state == JobState.QUEUED
                ? job
                : job.after(new JobEvent.Started(id, 3, NOON, attempt(1), new Plan(40, 64, 48)));
    }

    private JobRecord failed(Instant at) {
        return in(JobState.QUEUED)
                .after(new JobEvent.Failed(id, 3, at, new Problem(ProblemType.DIVERGED, "the loss is NaN")));
    }

    private static JobRecord completed(StylizationJob job, String pastiche) {
        ImageRef result = new ImageRef("stylize", pastiche);
        return JobRecord.submitted(job, NOON)
                .after(new JobEvent.Submitted(job.id(), 1, NOON))
                .after(new JobEvent.Queued(job.id(), 2, NOON))
                .after(new JobEvent.Completed(job.id(), 3, NOON, attempt(1), outcome(result)));
    }

    private static JobRecord fresh(JobId id, String content) {
        return JobRecord.submitted(job(id, content), NOON);
    }

    private static StylizationJob job(JobId id) {
        return job(id, "default/in/photo.jpg");
    }

    private static StylizationJob job(JobId id, String content) {
        StylizationJob sample = SampleJobs.job(id);
        return StylizationJob.of(
                id,
                JobPictures.of(
                        new ImageRef("stylize", content), List.of(new ImageRef("stylize", "default/in/wave.png"))),
                sample.recipe(),
                NOON,
                null);
    }
}
