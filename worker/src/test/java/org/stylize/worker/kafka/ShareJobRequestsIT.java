package org.stylize.worker.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.engine.DeviceFullException;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobId;
import org.stylize.proto.JobReport;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.stack.StackProcess;
import org.stylize.testing.KafkaClientProbe;
import org.stylize.worker.job.JobEnd;
import org.stylize.worker.job.JobRequest;
import org.stylize.worker.job.JobRequests;
import org.stylize.worker.job.JobRunner;
import org.stylize.worker.testing.InMemoryStore;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordingStylizer;
import org.stylize.worker.testing.RequestTopics;
import org.stylize.worker.testing.TestWorker;

/** Jobs over the real broker, whose acquisition lock lasts two seconds here. */
class ShareJobRequestsIT {
    private static final Duration LOCK = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static StackProcess stack;
    private static RequestTopics topics;

    private final InMemoryStore images = new InMemoryStore(Jobs.BUCKET, 1000);

    @BeforeAll
    static void startBroker() {
        stack = StackProcess.start("--lock-duration", LOCK.toSeconds() + "s");
        topics = new RequestTopics(stack.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        topics.close();
        stack.close();
    }

    @BeforeEach
    void storePictures() {
        images.put(Jobs.CONTENT, Jobs.picture(1));
        images.put(Jobs.STYLE, Jobs.picture(2));
    }

    @Test
    void aJobThatTakesFourLocksIsDoneOnce() {
        StylizationJob job = Jobs.job();
        RecordingStylizer slow = RecordingStylizer.slow(85, Duration.ofMillis(100));
        RecordingStylizer idle = RecordingStylizer.slow(85, Duration.ofMillis(100));
        try (TestWorker first = worker("first", slow)) {
            topics.request(job);
            await().atMost(LONGEST).until(() -> first.observer.started.get() == 1);
            try (TestWorker second = worker("second", idle)) { // takes the job as soon as its lock runs out
                await().atMost(LONGEST).until(() -> first.observer.ends.contains(JobEnd.COMPLETED));

                assertReports(job.id(), "Started", "Completed");
                assertThat(first.observer.renewals.get()).isGreaterThanOrEqualTo(8);
                assertThat(first.observer.lostLocks).hasValue(0);
                assertThat(second.observer.deliveries).hasValue(0);
                assertThat(slow.calls() + idle.calls()).isEqualTo(1);
            }
        }
        assertNothingIsLeft();
    }

    @Test
    void everyRecordOfTheWorkerBelongsToTheTraceOfTheJob() {
        Trace trace = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");
        StylizationJob job = Jobs.job().withTrace(trace);
        try (TestWorker worker = worker("traced", RecordingStylizer.slow(3, Duration.ofMillis(600)))) {
            topics.request(job);
            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.COMPLETED));
        }
        assertThat(topics.traces(Topics.REPORTS, job.id())).containsExactly(trace, trace);
        assertThat(topics.traces(Topics.PROGRESS, job.id())).isNotEmpty().containsOnly(trace);
        assertNothingIsLeft();
    }

    @Test
    void everyClientIsMadeWithThePropertiesThatPassThrough() {
        try (TestWorker worker = worker("probed", RecordingStylizer.slow(1, Duration.ZERO))) {
            await().atMost(LONGEST).until(worker::isPolling);
        }

        List<Map<String, ?>> clients = KafkaClientProbe.seen().stream()
                .filter(client -> String.valueOf(client.get("client.id")).startsWith("probed"))
                .collect(Collectors.toList());
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.get("client.rack")).isEqualTo(TestWorker.RACK));
        assertThat(clients)
                .as("producer, share consumer, consumer of the orders")
                .anyMatch(client -> client.containsKey("acks"))
                .anyMatch(client -> client.containsKey("group.id"))
                .anyMatch(client -> "probed-control".equals(client.get("client.id")));
    }

    @Test
    void jobsOfOneBatchAreSharedAmongWorkers() {
        List<StylizationJob> jobs = List.of(Jobs.job(), Jobs.job(), Jobs.job(), Jobs.job());
        RecordingStylizer one = RecordingStylizer.slow(10, Duration.ofMillis(100));
        RecordingStylizer other = RecordingStylizer.slow(10, Duration.ofMillis(100));
        try (TestWorker first = worker("first", one);
                TestWorker second = worker("second", other)) {
            await().until(() -> first.isPolling() && second.isPolling());
            topics.requestInOneBatch(jobs);

            await().atMost(LONGEST)
                    .until(() -> first.observer.ends.size() + second.observer.ends.size() == jobs.size());

            assertThat(first.observer.ends).hasSizeBetween(1, 3).containsOnly(JobEnd.COMPLETED);
            assertThat(second.observer.ends).hasSizeBetween(1, 3).containsOnly(JobEnd.COMPLETED);
            assertThat(first.observer.deliveries.get() + second.observer.deliveries.get())
                    .isEqualTo(jobs.size());
        }
    }

    @Test
    void bytesThatAreNoJobGoToTheDeadLettersAndBlockNobody() {
        JobId id = JobId.random();
        StylizationJob job = Jobs.job();
        topics.requestBytes("not a job id".getBytes(UTF_8), "not a job".getBytes(UTF_8));
        topics.requestBytes(id.toString().getBytes(UTF_8), new byte[0]);
        topics.request(job);

        try (TestWorker worker = worker("first", RecordingStylizer.slow(1, Duration.ZERO))) {
            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.COMPLETED));

            assertThat(worker.observer.undecodable).hasValue(2);
            assertThat(topics.letters("not a job id")).singleElement().satisfies(letter -> {
                assertThat(letter.request().toStringUtf8()).isEqualTo("not a job");
                assertThat(letter.problem().type()).isEqualTo(ProblemType.INVALID_JOB);
            });
            assertReports(id, "Failed");
            assertReports(job.id(), "Started", "Completed");
        }
        assertNothingIsLeft();
    }

    @Test
    void aMissingPictureAndAnotherBucketFailTheirJobsAndNoOther() {
        StylizationJob missing =
                Jobs.job(new ImageRef(Jobs.BUCKET, "default/none.jpg"), new RecipeChoice.Preset("d2l", ""));
        StylizationJob elsewhere =
                Jobs.job(new ImageRef("somebody-elses", "default/a.jpg"), new RecipeChoice.Preset("d2l", ""));
        StylizationJob foreign =
                Jobs.job(new ImageRef(Jobs.BUCKET, "acme/pictures/a.jpg"), new RecipeChoice.Preset("d2l", ""));
        StylizationJob good = Jobs.job();
        topics.request(missing);
        topics.request(elsewhere);
        topics.request(foreign);
        topics.request(good);

        try (TestWorker worker = worker("first", RecordingStylizer.slow(1, Duration.ZERO))) {
            await().atMost(LONGEST).until(() -> worker.observer.ends.size() == 4);

            assertThat(worker.observer.ends)
                    .containsExactly(JobEnd.FAILED, JobEnd.FAILED, JobEnd.FAILED, JobEnd.COMPLETED);
            assertProblem(missing.id(), ProblemType.IMAGE_NOT_FOUND);
            assertProblem(elsewhere.id(), ProblemType.BUCKET_NOT_ALLOWED);
            assertProblem(foreign.id(), ProblemType.OBJECT_NOT_ALLOWED);
        }
        assertNothingIsLeft();
    }

    @Test
    void aFaultIsReportedAndTheRequestDoesNotComeBackByItself() {
        StylizationJob job = Jobs.job();
        RecordingStylizer stylizer = new RecordingStylizer(1, () -> {
            throw new DeviceFullException("the device's memory is full", new IllegalStateException());
        });
        topics.request(job);

        try (TestWorker worker = worker("first", stylizer)) {
            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.RELEASED));
        }

        assertThat(assertReports(job.id(), "Started", "Released"))
                .last()
                .isInstanceOfSatisfying(JobReport.Released.class, released -> assertThat(released.why())
                        .isEqualTo(JobReport.Release.FAULT));
        assertNothingIsLeft();
    }

    @Test
    void aRunningJobStopsWhenItIsCancelledAndTheNextOneIsDone() {
        StylizationJob job = Jobs.job();
        StylizationJob next = Jobs.job();
        try (TestWorker worker = worker("first", RecordingStylizer.slow(10_000, Duration.ofMillis(50)))) {
            topics.request(job);
            await().atMost(LONGEST).until(() -> worker.observer.started.get() == 1);

            topics.order(new JobControl.Cancel(job.id(), NOW));
            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.CANCELLED));

            topics.request(next);
            await().atMost(LONGEST).until(() -> worker.observer.started.get() == 2);
            topics.order(new JobControl.Finish(next.id(), NOW));
            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.COMPLETED));
        }
        assertReports(job.id(), "Started");
        assertThat(assertReports(next.id(), "Started", "Completed"))
                .last()
                .isInstanceOfSatisfying(JobReport.Completed.class, completed -> assertThat(
                                completed.outcome().finishedEarly())
                        .isTrue());
        assertNothingIsLeft();
    }

    @Test
    void aJobThatWasCancelledBeforeTheWorkerStartedIsNotBegun() {
        StylizationJob job = Jobs.job();
        topics.order(new JobControl.Cancel(job.id(), NOW));
        RecordingStylizer stylizer = RecordingStylizer.slow(1, Duration.ZERO);
        try (TestWorker worker = worker("late", stylizer)) {
            await().atMost(LONGEST).until(worker::knowsOrders);
            topics.request(job);
            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.CANCELLED));
        }
        assertThat(stylizer.calls()).isZero();
        assertReports(job.id());
        assertNothingIsLeft();
    }

    @Test
    void anAttemptThatTheLedgerGaveUpStops() {
        StylizationJob job = Jobs.job();
        try (TestWorker worker = worker("first", RecordingStylizer.slow(10_000, Duration.ofMillis(50)))) {
            topics.request(job);
            await().atMost(LONGEST).until(() -> worker.observer.started.get() == 1);
            await().atMost(LONGEST).until(() -> !topics.reportsOf(job.id()).isEmpty());
            String attempt = topics.reportsOf(job.id()).get(0).attempt().id();

            topics.order(new JobControl.Supersede(job.id(), NOW, attempt));

            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.SUPERSEDED));
        }
        assertNothingIsLeft();
    }

    @Test
    void recordsOfTheControlTopicThatAreNoOrdersAreIgnored() {
        StylizationJob job = Jobs.job();
        topics.writeBytes(Topics.CONTROL, "x".getBytes(UTF_8), "no order".getBytes(UTF_8));
        topics.order(new JobControl.Cancel(job.id(), NOW));
        try (TestWorker worker = worker("deaf", RecordingStylizer.slow(1, Duration.ZERO))) {
            await().atMost(LONGEST).until(worker::knowsOrders);
            topics.request(job);
            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.CANCELLED));
        }
    }

    @Test
    void aLongJobIsDoneInSlicesByWhoeverIsThere() {
        StylizationJob job = Jobs.job();
        JobRunner.Settings slices = new JobRunner.Settings(
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofMillis(300),
                Duration.ofSeconds(4));
        RecordingStylizer stylizer = RecordingStylizer.slow(10, Duration.ofMillis(100));
        try (TestWorker worker = TestWorker.start("slicer", stack.bootstrapServers(), images, stylizer, slices)) {
            topics.request(job, Slice.FIRST);
            await().atMost(LONGEST).until(() -> worker.observer.ends.size() == 1);
            topics.request(job, Slice.FIRST.next());
            await().atMost(LONGEST).until(() -> worker.observer.ends.size() == 2);
        }
        assertThat(stylizer.begun()).first().isEqualTo(1);
        assertThat(stylizer.begun().get(1)).isGreaterThan(1);
        assertThat(topics.reportsOf(job.id()))
                .extracting(report -> report.attempt().slice())
                .startsWith(Slice.FIRST)
                .endsWith(Slice.FIRST.next());
        assertThat(topics.reportsOf(job.id()))
                .extracting(report -> report.getClass().getSimpleName())
                .startsWith("Started", "Checkpointed", "SliceEnded", "Started");
        assertNothingIsLeft();
    }

    @Test
    void anAcknowledgementThatIsLostOnlyCostsASecondRun() {
        StylizationJob job = Jobs.job();
        RecordingStylizer stylizer = RecordingStylizer.slow(1, Duration.ZERO);
        topics.request(job);

        try (TestWorker worker = TestWorker.start(
                "first",
                stack.bootstrapServers(),
                images,
                images,
                stylizer,
                reports -> reports,
                requests -> new DeafOnce(requests))) {
            await().atMost(LONGEST).until(() -> worker.observer.ends.size() == 2);
        }

        List<JobReport> reports = assertReports(job.id(), "Started", "Completed", "Started", "Completed");
        assertThat(reports)
                .filteredOn(JobReport.Completed.class::isInstance)
                .extracting(report -> ((JobReport.Completed) report).outcome().pastiche())
                .doesNotHaveDuplicates()
                .allMatch(images::has);
        assertNothingIsLeft();
    }

    @Test
    void stoppingAWorkerHandsItsJobToAnotherAtOnce() {
        StylizationJob job = Jobs.job();
        RecordingStylizer slow = RecordingStylizer.slow(10_000, Duration.ofMillis(50));
        RecordingStylizer quick = RecordingStylizer.slow(10_000, Duration.ZERO);
        TestWorker first = worker("first", slow);
        topics.request(job);
        await().atMost(LONGEST).until(() -> first.observer.started.get() == 1);

        first.close();

        assertThat(first.observer.ends).containsExactly(JobEnd.RELEASED);
        topics.request(job, Slice.FIRST.next()); // as the ledger does
        try (TestWorker second = worker("second", quick)) {
            await().atMost(LONGEST).until(() -> second.observer.ends.contains(JobEnd.COMPLETED));
        }
        List<JobReport> reports =
                assertReports(job.id(), "Started", "Checkpointed", "Released", "Started", "Completed");
        assertThat(reports)
                .extracting(report -> report.attempt().worker())
                .containsExactly("first", "first", "first", "second", "second");
        assertThat(quick.begun()).singleElement().satisfies(step -> assertThat(step)
                .isGreaterThan(1));
        assertNothingIsLeft();
    }

    @Test
    void aStepThatNeverEndsDoesNotKeepTheJobFromOthers() {
        StylizationJob job = Jobs.job();
        CountDownLatch never = new CountDownLatch(1);
        RecordingStylizer stuck = new RecordingStylizer(1, () -> awaitAsNativeCodeDoes(never));
        TestWorker first = worker("first", stuck);
        topics.request(job);
        await().atMost(LONGEST).until(() -> first.observer.started.get() == 1);

        first.close();

        try (TestWorker second = worker("second", RecordingStylizer.slow(1, Duration.ZERO))) {
            await().atMost(LONGEST).until(() -> second.observer.ends.contains(JobEnd.COMPLETED));
        }
        assertNothingIsLeft();
    }

    /** It cannot be interrupted. */
    private static void awaitAsNativeCodeDoes(CountDownLatch latch) {
        int interruptions = 0;
        while (latch.getCount() > 0 && interruptions < Integer.MAX_VALUE) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interruptions++;
            }
        }
    }

    private TestWorker worker(String name, RecordingStylizer stylizer) {
        return TestWorker.start(name, stack.bootstrapServers(), images, stylizer);
    }

    /** What is not acknowledged comes again when its lock has run out: a fresh worker waits for longer than that. */
    private void assertNothingIsLeft() {
        try (TestWorker worker = worker("last", RecordingStylizer.slow(1, Duration.ZERO))) {
            await().until(worker::isPolling);
            await().during(LOCK.plusSeconds(1)).atMost(LONGEST).until(() -> worker.observer.deliveries.get() == 0);
        }
    }

    private static void assertProblem(JobId id, ProblemType type) {
        assertThat(topics.reportsOf(id)).last().isInstanceOfSatisfying(JobReport.Failed.class, failed -> assertThat(
                        failed.problem().type())
                .isEqualTo(type));
    }

    private static List<JobReport> assertReports(JobId id, String... kinds) {
        List<JobReport> reports = topics.reportsOf(id);
        assertThat(reports)
                .extracting(report -> report.getClass().getSimpleName())
                .containsExactly(kinds);
        return reports;
    }

    /** The broker does not hear of the first job's end: its lock comes free as if the worker had died. */
    private static final class DeafOnce implements JobRequests {
        private final JobRequests requests;
        private final AtomicInteger taken = new AtomicInteger();

        DeafOnce(JobRequests requests) {
            this.requests = requests;
        }

        @Override
        public Optional<JobRequest> next() throws InterruptedException {
            Optional<JobRequest> request = requests.next();
            return taken.incrementAndGet() == 1 ? request.map(UnheardRequest::new) : request;
        }

        @Override
        public void stop() {
            requests.stop();
        }

        @Override
        public void close() {
            requests.close();
        }
    }
}
