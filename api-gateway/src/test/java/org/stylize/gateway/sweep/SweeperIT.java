package org.stylize.gateway.sweep;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.base.BackOff;
import org.stylize.gateway.SampleJobs;
import org.stylize.gateway.TestStore;
import org.stylize.gateway.ledger.DeafObserver;
import org.stylize.gateway.ledger.Ledger;
import org.stylize.gateway.ledger.LedgerRules;
import org.stylize.gateway.ledger.LedgerSettings;
import org.stylize.gateway.ledger.QueueWindow;
import org.stylize.gateway.ledger.SubmissionJudge;
import org.stylize.gateway.ledger.TenantWeights;
import org.stylize.gateway.s3.S3SweptStore;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.gateway.view.InMemoryJobStore;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.service.KafkaSettings;
import org.stylize.service.S3Settings;
import org.stylize.service.S3Store;
import org.stylize.service.trace.Spans;
import org.stylize.stack.StackProcess;

/** The sweeper on a real store, and its election on a real broker. */
class SweeperIT {
    /** More than one page of the store's lists. */
    private static final int ORPHANS = 1_050;

    private static StackProcess stack;
    private static S3Store objects;
    private static TestStore store;

    private final ConcurrentLinkedQueue<SweepReport> reports = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void startStack() {
        stack = StackProcess.start();
        store = new TestStore(stack);
        objects = new S3Store(new S3Settings(
                stack.s3Endpoint(),
                stack.accessKey(),
                stack.secretKey(),
                "us-east-1",
                stack.bucket(),
                ofSeconds(20),
                null,
                Map.of()));
    }

    @AfterAll
    static void stopStack() {
        objects.close();
        stack.close();
    }

    @Test
    void whatNoJobNeedsIsDeletedPageByPageAndEverythingElseStays() {
        JobId kept = JobId.random();
        JobId gone = JobId.random();
        JobViews views = new JobViews(new InMemoryJobStore());
        views.put(SampleJobs.fresh(kept).after(new JobEvent.Submitted(kept, 1, SampleJobs.NOON)));
        IntStream.range(0, ORPHANS)
                .parallel()
                .forEach(i -> store.put("default/jobs/" + gone + "/attempt-" + i + "/pastiche.png", new byte[] {1}));
        store.put("default/uploads/" + gone + "/content-abc", new byte[] {1});
        store.put("default/jobs/" + kept + "/a/preview-00010.jpg", new byte[] {1});
        store.put("photo.jpg", new byte[] {1});

        try (Sweeper sweeper = sweeper(views, "topic-1")) {
            sweeper.start();
            await().atMost(ofSeconds(60)).until(() -> !reports.isEmpty());
        }

        SweepReport report = reports.element();
        assertThat(report.end()).isEqualTo(SweepEnd.COMPLETED);
        assertThat(report.looked()).isEqualTo(ORPHANS + 2);
        assertThat(report.removed())
                .isEqualTo(Map.of(Orphan.Kind.FORGOTTEN_JOB, (long) ORPHANS, Orphan.Kind.UPLOAD, 1L));
        assertThat(store.keys(""))
                .containsExactlyInAnyOrder(
                        "default/jobs/" + kept + "/a/preview-00010.jpg", "photo.jpg", "sweeper/jobs-topic");

        reports.clear();
        store.put("default/uploads/" + gone + "/content-abc", new byte[] {1});
        try (Sweeper sweeper = sweeper(views, "topic-of-another-broker")) {
            sweeper.start();
            await().atMost(ofSeconds(60)).until(() -> !reports.isEmpty());
        }
        assertThat(reports.element().end()).isEqualTo(SweepEnd.POSTPONED);
        assertThat(store.keys("default/uploads/" + gone)).hasSize(1);
    }

    @Test
    void exactlyOneGatewayHasTheFirstPartitionAndAnotherTakesItOver() {
        try (Ledger first = ledger();
                Ledger second = ledger()) {
            first.start();
            await().atMost(ofSeconds(90)).until(first::hasFirstPartition);
            second.start();
            await().atMost(ofSeconds(90)).until(second::isReady);
            await().atMost(ofSeconds(90)).until(() -> first.hasFirstPartition() != second.hasFirstPartition());
            assertThat(first.jobsTopicId()).isPresent().isEqualTo(second.jobsTopicId());
            Ledger holder = first.hasFirstPartition() ? first : second;
            Ledger other = first.hasFirstPartition() ? second : first;
            holder.close();
            await().atMost(ofSeconds(90)).until(other::hasFirstPartition);
            assertThat(holder.hasFirstPartition()).isFalse();
        }
    }

    /** Its clock is two days ahead, so that every object is old. */
    private Sweeper sweeper(JobViews views, String owner) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        KnownJobs jobs = new KnownJobs(views, () -> Optional.of(clock.instant()), () -> true, () -> Optional.of(owner));
        SweepSettings settings = new SweepSettings(
                true, ofSeconds(30), Duration.ofDays(1), Duration.ofHours(1), Duration.ofDays(30), 10_000);
        return new Sweeper(new S3SweptStore(objects), jobs, () -> true, settings, clock, reports::add);
    }

    private static Ledger ledger() {
        LedgerSettings settings = new LedgerSettings(
                new KafkaSettings(stack.bootstrapServers(), "ledger", Map.of()),
                "sweeper-it",
                null,
                64 << 20,
                1,
                new LedgerRules(
                        5,
                        new BackOff(ofSeconds(1), ofSeconds(10)),
                        ofSeconds(1),
                        ofSeconds(1),
                        ofSeconds(1),
                        Duration.ofDays(30)),
                ofSeconds(10));
        return new Ledger(
                settings,
                new JobCodec("/gateway/it"),
                Clock.systemUTC(),
                new DeafObserver(),
                Optional::empty,
                QueueWindow.byWorkers(),
                TenantWeights.EQUAL,
                SubmissionJudge.LENIENT,
                new LedgerSpans(Spans.none()));
    }
}
