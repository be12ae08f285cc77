package org.stylize.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.checkpointed;
import static org.stylize.gateway.SampleJobs.completed;
import static org.stylize.gateway.SampleJobs.failed;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.released;
import static org.stylize.gateway.SampleJobs.started;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.stylize.base.BackOff;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.proto.Attempt;
import org.stylize.proto.CloudEvents;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.Slice;
import org.stylize.proto.SliceRequest;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;
import org.stylize.service.trace.Spans;

class LedgerTopologyTest {
    private static final Duration KEEP = Duration.ofDays(30);
    private static final LedgerRules RULES = new LedgerRules(
            3,
            new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(1)),
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            KEEP);

    private final JobCodec codec = new JobCodec("/test");
    private final TestClock clock = new TestClock(Instant.now());
    private final List<String> observed = new ArrayList<>();
    private boolean faulty;
    private Optional<Instant> settled = Optional.empty();

    @TempDir
    Path directory;

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> submissions;
    private TestInputTopic<String, byte[]> reports;
    private TestOutputTopic<String, byte[]> requests;
    private TestOutputTopic<String, byte[]> control;
    private TestOutputTopic<String, byte[]> events;
    private TestOutputTopic<String, byte[]> jobs;
    private TestOutputTopic<String, byte[]> deadLetters;

    @BeforeEach
    void open() {
        KafkaSettings kafka = new KafkaSettings("nowhere:9092", "test", Map.of());
        LedgerSettings settings =
                new LedgerSettings(kafka, "test", directory, 64 << 20, 1, RULES, Duration.ofSeconds(1));
        LedgerObserver observer = new LedgerObserver() {
            @Override
            public void changed(JobRecord after, JobEvent event) {
                observed.add(event.getClass().getSimpleName());
            }

            @Override
            public void deadLetter(Problem problem) {
                observed.add("dead letter " + problem.type().slug());
                if (faulty) {
                    throw new IllegalStateException("an observer that fails");
                }
            }

            @Override
            public void lost() {
                observed.add("lost");
            }
        };
        driver = new TopologyTestDriver(
                LedgerTopology.of(new LedgerParts(
                        RULES,
                        codec,
                        clock,
                        observer,
                        new Home(1),
                        () -> settled,
                        QueueWindow.of(100),
                        TenantWeights.EQUAL,
                        SubmissionJudge.LENIENT,
                        new LedgerSpans(Spans.none()))),
                StreamsConfiguration.of(settings, directory),
                clock.instant());
        submissions = driver.createInputTopic(Topics.SUBMISSIONS, new StringSerializer(), new ByteArraySerializer());
        reports = driver.createInputTopic(Topics.REPORTS, new StringSerializer(), new ByteArraySerializer());
        requests = output(Topics.REQUESTS);
        control = output(Topics.CONTROL);
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
        SliceRequest request = codec.decodeRequest(received(requests.readRecord()));
        assertThat(request.slice()).isEqualTo(Slice.FIRST);
        assertThat(request.job().recipe()).isInstanceOf(RecipeChoice.Explicit.class);
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
        Attempt attempt = attempt(1);
        report(started(id, attempt));
        report(failed(id, attempt));

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
        assertThat(codec.decodeRequest(received(requests.readRecord()))
                        .job()
                        .trace()
                        .parent())
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
        StylizationJob job = job(id).withSubmittedAt(clock.instant());
        submit(job);
        report(failed(id, attempt(1)));
        DeadLetter letter = deadLetter();
        assertThat(letter.key()).isEqualTo(id.toString());
        assertThat(codec.decodeSubmission(received(letter.request())))
                .isEqualTo(job.withResolved(ResolvedRecipe.of(job.resolve())));
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

    @Test
    void aTimeOfTheYear1700StopsNothing() {
        JobId id = JobId.random();
        submit(job(id).withSubmittedAt(Instant.parse("1700-01-01T00:00:00Z")));
        submit(job(JobId.random()).withSubmittedAt(Instant.parse("0001-01-01T00:00:00Z")));
        submit(job(JobId.random()).withSubmittedAt(Instant.parse("9999-01-01T00:00:00Z")));
        assertThat(states()).containsExactly(JobState.QUEUED, JobState.QUEUED, JobState.QUEUED);
        assertThat(requests.readRecordsToList()).allSatisfy(request -> assertThat(
                        codec.decodeRequest(received(request)).job().submittedAt())
                .isEqualTo(clock.instant()));
    }

    @Test
    void anyUuidIsAJobId() {
        for (String text : List.of(
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                UUID.randomUUID().toString())) {
            submit(job(JobId.parse(text)));
        }
        assertThat(states()).containsExactly(JobState.QUEUED, JobState.QUEUED, JobState.QUEUED);
    }

    @Test
    void anObserverThatFailsStopsNothing() {
        faulty = true;
        submissions.pipeInput("no id", new byte[0]);
        submit(job(JobId.random()));
        assertThat(states()).containsExactly(JobState.QUEUED);
    }

    @Test
    void aJobRecordThatCannotBeReadStopsNothing() {
        JobId id = JobId.random();
        driver.<String, byte[]>getKeyValueStore(LedgerTopology.JOB_STORE).put(id.toString(), new byte[] {(byte) 0xff});
        submit(job(id));
        report(started(id, attempt(1)));
        submit(job(JobId.random()));
        assertThat(deadLetter().problem().type()).isEqualTo(ProblemType.INTERNAL);
        assertThat(deadLetter().kind()).isEqualTo(DeadLetter.Kind.REPORT);
        assertThat(states()).containsExactly(JobState.QUEUED);
    }

    @Test
    void aFaultIsRetriedAfterAPause() {
        JobId id = JobId.random();
        submit(job(id));
        requests.readRecord();
        report(released(id, attempt(1), JobReport.Release.FAULT));
        assertThat(requests.isEmpty()).isTrue();
        advance(Duration.ofSeconds(9));
        assertThat(requests.isEmpty()).isTrue();
        advance(Duration.ofSeconds(2));
        assertThat(codec.decodeRequest(received(requests.readRecord())).slice()).isEqualTo(new Slice(2, 1));
        advance(Duration.ofHours(1));
        assertThat(requests.isEmpty()).isTrue();
    }

    @Test
    void aJobThatIsHandedBackIsAskedForAtOnce() {
        JobId id = JobId.random();
        submit(job(id));
        requests.readRecord();
        Attempt attempt = attempt(1);
        report(started(id, attempt));
        report(released(id, attempt));
        assertThat(codec.decodeRequest(received(requests.readRecord())).slice()).isEqualTo(new Slice(1, 2));
    }

    @Test
    void aRequestThatIsGoneFromTheQueueIsWrittenAgain() {
        JobId lost = JobId.random();
        JobId done = JobId.random();
        submit(job(lost));
        submit(job(done));
        report(completed(done, attempt(1)));
        requests.readRecordsToList();
        advance(Duration.ofMinutes(5));
        assertThat(requests.isEmpty()).as("nothing is known of the queue").isTrue();

        settled = Optional.of(clock.instant());
        advance(Duration.ofSeconds(1));
        advance(Duration.ofSeconds(11));

        assertThat(requests.readRecordsToList())
                .singleElement()
                .extracting(request -> codec.decodeRequest(received(request)))
                .satisfies(request -> {
                    assertThat(request.job().id()).isEqualTo(lost);
                    assertThat(request.slice()).isEqualTo(new Slice(2, 1));
                });
        assertThat(observed).containsOnlyOnce("lost");
    }

    @Test
    void aRequestThatIsWrittenAfterTheTimeThatIsSettledIsNotLost() {
        JobId id = JobId.random();
        settled = Optional.of(clock.instant());
        submit(job(id));
        requests.readRecord();
        advance(Duration.ofHours(1));
        assertThat(requests.isEmpty()).isTrue();
    }

    @Test
    void aJobExpiresThatNoWorkerHasBegun() {
        JobId id = JobId.random();
        submit(job(id).withSubmittedAt(clock.instant()).withTerms(new JobTerms(Duration.ofMinutes(1), null)));
        advance(Duration.ofSeconds(59));
        assertThat(states()).containsExactly(JobState.QUEUED);
        advance(Duration.ofSeconds(2));
        assertThat(states()).containsExactly(JobState.EXPIRED);
        assertThat(orders()).containsExactly(new JobControl.Cancel(id, clock.instant()));
    }

    @Test
    void aJobThatRunsIsFinishedAtItsDeadlineAndExpiresIfNoPictureComes() {
        JobId id = JobId.random();
        Instant deadline = clock.instant().plusSeconds(60);
        submit(job(id).withTerms(new JobTerms(null, deadline)));
        report(started(id, attempt(1)));
        states();
        advance(Duration.ofSeconds(61));
        assertThat(orders()).containsExactly(new JobControl.Finish(id, clock.instant()));
        assertThat(states()).isEmpty();
        advance(RULES.deadlineGrace());
        assertThat(states()).containsExactly(JobState.EXPIRED);
    }

    @Test
    void aCancelledJobEndsAtOnceAndItsWorkerIsTold() {
        JobId id = JobId.random();
        submit(job(id));
        report(started(id, attempt(1)));
        states();
        command(new JobCommand.Cancel(id, clock.instant()));
        assertThat(states()).containsExactly(JobState.CANCELLED);
        assertThat(orders()).containsExactly(new JobControl.Cancel(id, clock.instant()));
        report(completed(id, attempt(1)));
        assertThat(states()).isEmpty();
    }

    @Test
    void aFailedJobIsDoneAgainUnderANewId() {
        JobId id = JobId.random();
        JobId again = JobId.random();
        submit(job(id));
        report(failed(id, attempt(1)));
        requests.readRecordsToList();
        command(new JobCommand.Retry(id, clock.instant(), again));
        StylizationJob retry =
                codec.decodeSubmission(received(output(Topics.SUBMISSIONS).readRecord()));
        assertThat(retry.id()).isEqualTo(again);
        assertThat(retry.retryOf()).isEqualTo(id);
        assertThat(retry.resolve()).isEqualTo(job(id).resolve());
    }

    @Test
    void anEndedJobCanBeDeletedAndAnOpenOneCannot() {
        JobId open = JobId.random();
        JobId ended = JobId.random();
        submit(job(open));
        submit(job(ended));
        report(failed(ended, attempt(1)));
        jobs.readRecordsToList();
        deadLetter();
        command(new JobCommand.Delete(open, clock.instant()));
        assertThat(deadLetter().problem().type()).isEqualTo(ProblemType.NOT_POSSIBLE);
        command(new JobCommand.Delete(ended, clock.instant()));
        TestRecord<String, byte[]> tombstone = jobs.readRecord();
        assertThat(tombstone.key()).isEqualTo(ended.toString());
        assertThat(tombstone.value()).isNull();
    }

    @Test
    void aCommandThatCannotBeObeyedIsADeadLetter() {
        command(new JobCommand.Cancel(JobId.random(), clock.instant()));
        DeadLetter unknown = deadLetter();
        assertThat(unknown.kind()).isEqualTo(DeadLetter.Kind.COMMAND);
        assertThat(unknown.problem().type()).isEqualTo(ProblemType.UNKNOWN_JOB);
        Headers headers = new RecordHeaders().add("ce_type", "org.stylize.command.v1".getBytes(UTF_8));
        submissions.pipeInput(new TestRecord<>(JobId.random().toString(), new byte[] {(byte) 0xff}, headers));
        assertThat(deadLetter().problem().type()).isEqualTo(ProblemType.INVALID_JOB);
        assertThat(events.isEmpty()).isTrue();
    }

    @Test
    void aTenantsCommandAboutAnothersJobIsAsIfThereWereNone() {
        JobId id = JobId.random();
        submit(job(id));
        states();

        pipe(codec.encodeCommand(new JobCommand.Cancel(id, clock.instant()), Trace.NONE), "acme");

        assertThat(deadLetter().problem().type()).isEqualTo(ProblemType.UNKNOWN_JOB);
        assertThat(states()).isEmpty();
        pipe(codec.encodeCommand(new JobCommand.Cancel(id, clock.instant()), Trace.NONE), "default");
        assertThat(states()).containsExactly(JobState.CANCELLED);
    }

    @Test
    void aSubmissionBelongsToTheTenantOfItsHeaderAndItsEventsSaySo() {
        JobId silent = JobId.random();
        JobId lying = JobId.random();

        pipe(codec.encodeSubmission(job(silent)), "acme");
        pipe(codec.encodeSubmission(job(lying).withTenant(new Tenant("beta"))), "acme");

        assertThat(events.readRecordsToList()).allSatisfy(record -> assertThat(
                        record.headers().lastHeader(CloudEvents.TENANT).value())
                .asString(UTF_8)
                .isEqualTo("acme"));
        DeadLetter foreign = deadLetter(); // its pictures are not acme's
        assertThat(foreign.problem().type()).isEqualTo(ProblemType.OBJECT_NOT_ALLOWED);
        TestRecord<String, byte[]> refused = deadLetters.readRecord();
        assertThat(codec.decodeDeadLetter(received(refused)).problem().detail()).contains("tenant beta");
        assertThat(received(refused).tenant()).contains(new Tenant("acme"));
    }

    @Test
    void theWorkerOfAnAttemptThatWasGivenUpIsTold() {
        JobId id = JobId.random();
        submit(job(id));
        report(started(id, attempt(1)));
        report(started(id, attempt(2)));
        Attempt late = attempt(1);
        report(checkpointed(id, late, 5));
        assertThat(orders()).containsExactly(new JobControl.Supersede(id, clock.instant(), late.id()));
        report(completed(id, late));
        assertThat(states()).containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.RUNNING);
    }

    /** As a gateway writes what it carries over from a tenant's topic. */
    private void pipe(Encoded record, String tenant) {
        Headers headers = headers(record);
        headers.remove(CloudEvents.TENANT).add(CloudEvents.TENANT, tenant.getBytes(UTF_8));
        submissions.pipeInput(new TestRecord<>(record.key(), record.value().toByteArray(), headers));
    }

    private void command(JobCommand command) {
        Encoded record = codec.encodeCommand(command, Trace.NONE);
        submissions.pipeInput(new TestRecord<>(record.key(), record.value().toByteArray(), headers(record)));
    }

    private List<JobControl> orders() {
        return control.readRecordsToList().stream()
                .map(record -> codec.decodeControl(received(record)))
                .toList();
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
        return KafkaRecords.headers(record);
    }

    private static Received received(TestRecord<String, byte[]> record) {
        return KafkaRecords.received(record.key(), record.value(), record.headers());
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
