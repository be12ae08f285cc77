package org.stylize.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.completed;
import static org.stylize.gateway.SampleJobs.failed;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.started;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.Attempt;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.KafkaSettings;

class LedgerTopologyTest {
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

    private final JobCodec codec = new JobCodec("/test");
    private final TestClock clock = new TestClock(Instant.now());
    private final List<String> observed = new ArrayList<>();

    @TempDir
    Path directory;

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> submissions;
    private TestInputTopic<String, byte[]> reports;
    private TestOutputTopic<String, byte[]> requests;
    private TestOutputTopic<String, byte[]> events;
    private TestOutputTopic<String, byte[]> jobs;
    private TestOutputTopic<String, byte[]> deadLetters;

    @BeforeEach
    void open() {
        KafkaSettings kafka = new KafkaSettings("nowhere:9092", "test", Map.of());
        LedgerSettings settings =
                new LedgerSettings(kafka, "test", directory, 1, KEEP, LOOK_EVERY, Duration.ofSeconds(1));
        LedgerObserver observer = new LedgerObserver() {
            @Override
            public void changed(JobRecord after, JobEvent event) {
                observed.add(event.getClass().getSimpleName());
            }

            @Override
            public void deadLetter(Problem problem) {
                observed.add("dead letter " + problem.type().slug());
            }
        };
        driver = new TopologyTestDriver(
                LedgerTopology.of(codec, clock, observer, KEEP, LOOK_EVERY),
                StreamsConfiguration.of(settings, directory),
                clock.instant());
        submissions = driver.createInputTopic(Topics.SUBMISSIONS, new StringSerializer(), new ByteArraySerializer());
        reports = driver.createInputTopic(Topics.REPORTS, new StringSerializer(), new ByteArraySerializer());
        requests = output(Topics.REQUESTS);
        events = output(Topics.EVENTS);
        jobs = output(Topics.JOBS);
        deadLetters = output(Topics.DEAD_LETTERS);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aJobsLifeIsWrittenToAllTopics() {
        JobId id = JobId.random();
        Attempt attempt = attempt(1);
        submit(job(id));
        report(started(id, attempt));
        report(completed(id, attempt));

        assertThat(events()).extracting(JobEvent::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(observed).containsExactly("Submitted", "Queued", "Started", "Completed");
        assertThat(states()).containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.COMPLETED);
        StylizationJob request = codec.decodeRequest(received(requests.readRecord()));
        assertThat(request.recipe()).isInstanceOf(RecipeChoice.Explicit.class);
        assertThat(requests.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void everyRecordIsACloudEventUnderTheJobsId() {
        JobId id = JobId.random();
        submit(job(id));
        TestRecord<String, byte[]> event = events.readRecord();
        assertThat(event.key()).isEqualTo(id.toString());
        assertThat(new String(event.headers().lastHeader("ce_specversion").value(), UTF_8))
                .isEqualTo("1.0");
        assertThat(new String(event.headers().lastHeader("ce_type").value(), UTF_8))
                .isEqualTo("org.stylize.event.v1");
        assertThat(new String(event.headers().lastHeader("ce_subject").value(), UTF_8))
                .isEqualTo(id.toString());
        assertThat(event.timestamp()).isEqualTo(clock.millis());
    }

    @Test
    void everyRecordOfAJobBelongsToTheTraceOfItsSubmission() {
        JobId id = JobId.random();
        Trace trace = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");
        submit(job(id).withTrace(trace));
        report(started(id, attempt(1)));
        report(failed(id, attempt(1)));

        List<TestRecord<String, byte[]>> records = new ArrayList<>();
        records.addAll(requests.readRecordsToList());
        records.addAll(events.readRecordsToList());
        records.addAll(jobs.readRecordsToList());
        records.addAll(deadLetters.readRecordsToList());
        assertThat(records).hasSize(1 + 4 + 3 + 1);
        assertThat(records)
                .allSatisfy(record -> assertThat(received(record).trace()).isEqualTo(trace));
    }

    @Test
    void theTraceOfTheHeadersIsThatOfTheRequest() {
        JobId id = JobId.random();
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Encoded record = codec.encodeSubmission(job(id));
        Headers headers = headers(record).add("traceparent", parent.getBytes(UTF_8));
        submissions.pipeInput(new TestRecord<>(record.key(), record.value().toByteArray(), headers));
        assertThat(codec.decodeRequest(received(requests.readRecord())).trace().parent())
                .isEqualTo(parent);
    }

    @Test
    void aSubmissionThatComesTwiceIsOneJob() {
        JobId id = JobId.random();
        submit(job(id));
        submit(job(id));
        assertThat(events()).hasSize(2);
        assertThat(requests.getQueueSize()).isEqualTo(1);
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void anotherSubmissionUnderTheSameIdLeavesTheJobAlone() {
        JobId id = JobId.random();
        submit(job(id));
        StylizationJob other = job(id, new RecipeChoice.Preset("d2l", ""));
        submit(other);
        assertThat(events()).hasSize(2);
        DeadLetter letter = deadLetter();
        assertThat(letter.problem().type()).isEqualTo(ProblemType.CONFLICTING_JOB);
        assertThat(codec.decodeSubmission(received(letter.request()))).isEqualTo(other);
    }

    @Test
    void theDeadLetterOfAFailedJobCanBeSentAgain() {
        JobId id = JobId.random();
        submit(job(id));
        report(failed(id, attempt(1)));
        DeadLetter letter = deadLetter();
        assertThat(letter.key()).isEqualTo(id.toString());
        assertThat(codec.decodeSubmission(received(letter.request())))
                .isEqualTo(job(id).withResolved(ResolvedRecipe.of(job(id).resolve())));
    }

    @Test
    void reportsThatAreDoubledOrLateChangeNothing() {
        JobId id = JobId.random();
        Attempt attempt = attempt(1);
        submit(job(id));
        report(started(id, attempt));
        report(started(id, attempt));
        report(completed(id, attempt));
        report(completed(id, attempt));
        report(failed(id, attempt(2)));
        report(started(id, attempt(3)));
        assertThat(events()).hasSize(4);
        assertThat(states()).containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.COMPLETED);
    }

    @Test
    void aReportAboutAnUnknownJobIsIgnored() {
        report(completed(JobId.random(), attempt(1)));
        assertThat(events.isEmpty()).isTrue();
        assertThat(jobs.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void garbageUnderAReadableIdFailsThatJobOnce() {
        JobId id = JobId.random();
        byte[] garbage = {(byte) 0xff, 1, 2, 3};
        submissions.pipeInput(id.toString(), garbage);
        submissions.pipeInput(id.toString(), garbage);
        submit(job(id));

        assertThat(events()).singleElement().isInstanceOfSatisfying(JobEvent.Failed.class, failed -> {
            assertThat(failed.id()).isEqualTo(id);
            assertThat(failed.problem().type()).isEqualTo(ProblemType.INVALID_JOB);
        });
        assertThat(jobs.isEmpty()).isTrue();
        assertThat(requests.isEmpty()).isTrue();
        assertThat(deadLetter().request()).isEqualTo(ByteString.copyFrom(garbage));
        assertThat(deadLetter().problem().type()).isEqualTo(ProblemType.INVALID_JOB);
        assertThat(deadLetter().problem().type()).isEqualTo(ProblemType.CONFLICTING_JOB);
    }

    @Test
    void garbageDoesNotHarmAJobThatIsThere() {
        JobId id = JobId.random();
        submit(job(id));
        submissions.pipeInput(id.toString(), new byte[] {(byte) 0xff});
        assertThat(events()).hasSize(2);
        assertThat(deadLetter().problem().type()).isEqualTo(ProblemType.INVALID_JOB);
    }

    @Test
    void garbageUnderAnUnreadableKeyIsADeadLetterOnly() {
        submissions.pipeInput("no\u0000id", "text".getBytes(UTF_8));
        submissions.pipeInput(null, "text".getBytes(UTF_8));
        assertThat(events.isEmpty()).isTrue();
        assertThat(deadLetter().key()).isEqualTo("no?id");
        assertThat(deadLetter().key()).isEqualTo("none");
    }

    @Test
    void aJobUnderAnotherJobsKeyIsRefused() {
        JobId key = JobId.random();
        Encoded record = codec.encodeSubmission(job(JobId.random()));
        submissions.pipeInput(key.toString(), record.value().toByteArray());
        assertThat(events()).singleElement().isInstanceOf(JobEvent.Failed.class);
        assertThat(deadLetter().problem().detail()).contains("record key");
    }

    @Test
    void aSubmissionWithoutValueOrOverTheLimitIsRefused() {
        submissions.pipeInput(JobId.random().toString(), (byte[]) null);
        submissions.pipeInput(JobId.random().toString(), new byte[SubmissionReader.MOST_BYTES + 1]);
        assertThat(events()).hasSize(2).allMatch(JobEvent.Failed.class::isInstance);
        assertThat(deadLetter().request()).isEqualTo(ByteString.EMPTY);
        assertThat(deadLetter().request().size()).isGreaterThan(SubmissionReader.MOST_BYTES);
    }

    @Test
    void aReportThatCannotBeReadIsADeadLetter() {
        JobId id = JobId.random();
        submit(job(id));
        reports.pipeInput(id.toString(), new byte[] {(byte) 0xff});
        reports.pipeInput(id.toString(), new byte[100_000]);
        Encoded foreign = codec.encodeReport(completed(JobId.random(), attempt(1)), Trace.NONE);
        reports.pipeInput(id.toString(), foreign.value().toByteArray());
        assertThat(events()).hasSize(2);
        assertThat(deadLetters.getQueueSize()).isEqualTo(3);
    }

    @Test
    void anEndedJobIsForgottenAfterItsTime() {
        JobId ended = JobId.random();
        JobId running = JobId.random();
        submit(job(ended));
        submit(job(running));
        report(completed(ended, attempt(1)));
        submissions.pipeInput(JobId.random().toString(), new byte[] {(byte) 0xff});
        jobs.readRecordsToList();

        advance(KEEP.minusMinutes(1));
        assertThat(jobs.isEmpty()).isTrue();
        advance(Duration.ofHours(1));

        TestRecord<String, byte[]> tombstone = jobs.readRecord();
        assertThat(tombstone.key()).isEqualTo(ended.toString());
        assertThat(tombstone.value()).isNull();
        assertThat(jobs.isEmpty()).isTrue();
        assertThat(driver.getKeyValueStore(LedgerTopology.JOB_STORE).get(running.toString()))
                .isNotNull();
        assertThat(driver.getKeyValueStore(LedgerTopology.REFUSAL_STORE).approximateNumEntries())
                .isZero();
    }

    private void advance(Duration by) {
        clock.advance(by);
        driver.advanceWallClockTime(by);
    }

    private void submit(StylizationJob job) {
        Encoded record = codec.encodeSubmission(job);
        submissions.pipeInput(new TestRecord<>(record.key(), record.value().toByteArray(), headers(record)));
    }

    private static Headers headers(Encoded record) {
        Headers headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }

    private static Received received(TestRecord<String, byte[]> record) {
        return Received.of(record.key(), record.value(), name -> {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        });
    }

    private static Received received(ByteString value) {
        return Received.of(null, value.toByteArray(), name -> null);
    }

    private void report(JobReport report) {
        Encoded record = codec.encodeReport(report, Trace.NONE);
        reports.pipeInput(record.key(), record.value().toByteArray());
    }

    private List<JobEvent> events() {
        return events.readRecordsToList().stream()
                .map(record -> codec.decodeEvent(received(record)))
                .toList();
    }

    private List<JobState> states() {
        return jobs.readRecordsToList().stream()
                .map(record -> codec.decodeJob(received(record)))
                .map(JobRecord::state)
                .toList();
    }

    private DeadLetter deadLetter() {
        return codec.decodeDeadLetter(received(deadLetters.readRecord()));
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
