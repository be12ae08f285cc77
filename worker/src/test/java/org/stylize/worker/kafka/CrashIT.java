package org.stylize.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stylize.engine.manifest.Manifest;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobReport;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Trace;
import org.stylize.service.KafkaSettings;
import org.stylize.stack.StackProcess;
import org.stylize.worker.job.JobEnd;
import org.stylize.worker.job.TransientFaultException;
import org.stylize.worker.testing.CrashingWorker;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordingStylizer;
import org.stylize.worker.testing.RequestTopics;
import org.stylize.worker.testing.StackStore;
import org.stylize.worker.testing.TestWorker;

/** What becomes of a job when its worker, or the broker, is gone in the middle of it. The lock lasts two seconds. */
class CrashIT {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private static StackProcess stack;
    private static RequestTopics topics;
    private static StackStore store;

    @BeforeAll
    static void startStack() {
        stack = StackProcess.start("--lock-duration", "2s");
        topics = new RequestTopics(stack.bootstrapServers());
        store = new StackStore(stack.s3Endpoint(), stack.accessKey(), stack.secretKey(), stack.bucket(), 1_000_000);
        store.put(Jobs.CONTENT, Jobs.picture(1));
        store.put(Jobs.STYLE, Jobs.picture(2));
    }

    @AfterAll
    static void stopStack() {
        store.close();
        topics.close();
        stack.close();
    }

    @ParameterizedTest
    @EnumSource
    void aKilledWorkersJobIsDoneByAnotherAndWhatIsAnnouncedCanBeFetched(CrashingWorker.Point point) throws Exception {
        StylizationJob job = Jobs.job();
        Process crashing = startCrashing(point);
        topics.request(job);
        assertThat(crashing.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(crashing.exitValue()).isEqualTo(137);

        RecordingStylizer stylizer = RecordingStylizer.slow(3, Duration.ZERO);
        try (TestWorker second = TestWorker.start("second", stack.bootstrapServers(), store, stylizer)) {
            await().atMost(LONGEST).until(() -> second.observer.ends.contains(JobEnd.COMPLETED));
        }

        assertThat(stylizer.begun())
                .as("it goes on from the checkpoint, if there is one")
                .containsExactly(point == CrashingWorker.Point.AFTER_CHECKPOINT ? 2 : 1);
        List<JobReport.Completed> completed = completedOf(job);
        assertThat(completed)
                .extracting(report -> report.attempt().worker())
                .containsExactlyElementsOf(
                        point == CrashingWorker.Point.AFTER_ANNOUNCE
                                ? List.of("crashing", "second")
                                : List.of("second"));
        assertThat(completed)
                .allSatisfy(report ->
                        assertThat(store.get(report.outcome().pastiche())).isEqualTo(RecordingStylizer.PASTICHE));
        assertThat(completed).allSatisfy(report -> assertThat(
                        Manifest.read(store.get(report.outcome().manifest()).toArray())
                                .job()
                                .attempt())
                .isEqualTo(report.attempt().id()));
        assertThat(completed)
                .last()
                .extracting(report -> report.attempt().delivery())
                .isEqualTo(2);
    }

    @Test
    void anAttemptWhoseLockDiesWithTheBrokerStopsAndTheJobIsDoneAgain() {
        StylizationJob job = Jobs.job();
        CountDownLatch quick = new CountDownLatch(1);
        try (TestWorker worker = TestWorker.start("first", stack.bootstrapServers(), store, slowUntil(quick))) {
            topics.request(job);
            await().atMost(LONGEST).until(() -> worker.observer.started.get() == 1);

            stack.kill9();
            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.LOST));
            quick.countDown();
            stack.restart();

            await().atMost(LONGEST).until(() -> worker.observer.ends.contains(JobEnd.COMPLETED));
            assertThat(worker.observer.lostLocks).hasValue(1);
        }
        assertThat(completedOf(job)).hasSize(1);
    }

    @Test
    void aReportThatTheBrokerDoesNotTakeIsTransient() {
        KafkaSettings kafka = new KafkaSettings(stack.bootstrapServers(), "mute", Map.of());
        try (KafkaJobReports reports = new KafkaJobReports(kafka, new JobCodec("/test"), Duration.ofSeconds(2))) {
            stack.kill9();

            DeadLetter letter = new DeadLetter(
                    DeadLetter.Kind.REQUEST,
                    "a key",
                    Instant.EPOCH,
                    new Problem(ProblemType.INTERNAL, "a test"),
                    1,
                    ByteString.EMPTY);
            assertThatThrownBy(() -> reports.bury(letter, Trace.NONE))
                    .isInstanceOf(TransientFaultException.class)
                    .hasMessageContaining("stylize.dead-letters");
        } finally {
            stack.restart();
        }
    }

    /** Ten minutes of steps of 0.1 s until the latch is open, then none takes any time. */
    private static RecordingStylizer slowUntil(CountDownLatch open) {
        return new RecordingStylizer(6_000, () -> {
            try {
                boolean unused = open.await(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private List<JobReport.Completed> completedOf(StylizationJob job) {
        return topics.reportsOf(job.id()).stream()
                .filter(JobReport.Completed.class::isInstance)
                .map(JobReport.Completed.class::cast)
                .toList();
    }

    private Process startCrashing(CrashingWorker.Point point) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWorker.class.getName(),
                        stack.bootstrapServers(),
                        stack.s3Endpoint(),
                        stack.accessKey(),
                        stack.secretKey(),
                        point.name())
                .inheritIO()
                .start();
    }
}
