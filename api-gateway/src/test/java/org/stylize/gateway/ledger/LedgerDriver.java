package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.stylize.base.BackOff;
import org.stylize.gateway.forecast.RecipeCosts;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.Judged;
import org.stylize.proto.SliceRequest;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.proto.Usage;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;
import org.stylize.service.trace.Spans;

/** A ledger of one partition without a broker, the workers' queue as a list, and what all records together say. */
final class LedgerDriver implements AutoCloseable {
    static final LedgerRules RULES = new LedgerRules(
            3,
            new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(1)),
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofDays(30));

    private final JobCodec codec = new JobCodec("/test");
    private final TestClock clock = new TestClock(Instant.now());
    private final int window;
    private final SubmissionJudge judge;
    private final LedgerTraces traces;
    private final Map<Tenant, Usage> usages = new HashMap<>();
    private final Path directory;
    private final List<SliceRequest> queue = new ArrayList<>();
    private final Map<SliceRequest, Integer> deliveries = new HashMap<>();
    private final Map<JobId, JobRecord> jobs = new LinkedHashMap<>();
    private Optional<Instant> settled = Optional.empty();
    private final TopologyTestDriver driver;

    LedgerDriver(int window) {
        this(window, SubmissionJudge.LENIENT);
    }

    LedgerDriver(int window, SubmissionJudge judge) {
        this(window, judge, new LedgerSpans(Spans.none()));
    }

    LedgerDriver(int window, SubmissionJudge judge, LedgerTraces traces) {
        this.traces = traces;
        this.window = window;
        this.judge = judge;
        try {
            directory = Files.createTempDirectory("ledger-driver");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver = start();
    }

    private TopologyTestDriver start() {
        LedgerSettings settings = new LedgerSettings(
                new KafkaSettings("nowhere:9092", "test", Map.of()),
                "test",
                directory,
                64 << 20,
                1,
                RULES,
                Duration.ofSeconds(1));
        return new TopologyTestDriver(
                LedgerTopology.of(new LedgerParts(
                        RULES,
                        codec,
                        clock,
                        new DeafObserver(),
                        new Home(1),
                        () -> settled,
                        QueueWindow.of(window),
                        TenantWeights.EQUAL,
                        judge,
                        traces)),
                StreamsConfiguration.of(settings, directory),
                clock.instant());
    }

    Instant now() {
        return clock.instant();
    }

    void advance(Duration by) {
        clock.advance(by);
        driver.advanceWallClockTime(by);
        read();
    }

    /** Every request that was written before that time is settled. */
    void settle(Instant before) {
        settled = Optional.of(before);
    }

    void submit(StylizationJob job) {
        send(Topics.SUBMISSIONS, codec.encodeSubmission(job));
    }

    void submit(StylizationJob job, Judged judged) {
        send(Topics.SUBMISSIONS, codec.encodeSubmission(job, judged));
    }

    /** What was published last. */
    Optional<Usage> usage(Tenant tenant) {
        return Optional.ofNullable(usages.get(tenant));
    }

    void command(JobCommand command) {
        send(Topics.SUBMISSIONS, codec.encodeCommand(command, Trace.NONE));
    }

    void command(JobCommand command, Trace trace) {
        send(Topics.SUBMISSIONS, codec.encodeCommand(command, trace));
    }

    void report(JobReport report) {
        report(report, Trace.NONE);
    }

    void report(JobReport report, Trace trace) {
        send(Topics.REPORTS, codec.encodeReport(report, trace));
    }

    /** Requests that no worker has taken. */
    List<SliceRequest> queue() {
        return List.copyOf(queue);
    }

    /** A worker takes the first request. */
    SliceRequest take() {
        SliceRequest first = queue.remove(0);
        deliveries.merge(first, 1, Integer::sum);
        return first;
    }

    /** The worker that took a request died. */
    void giveBack(SliceRequest request) {
        queue.add(0, request);
    }

    int delivery(SliceRequest request) {
        return requireNonNull(deliveries.get(request));
    }

    JobRecord job(JobId id) {
        return requireNonNull(jobs.get(id));
    }

    JobState state(JobId id) {
        return job(id).state();
    }

    List<JobRecord> jobs() {
        return List.copyOf(jobs.values());
    }

    boolean hasOpen() {
        return jobs().stream().anyMatch(job -> !job.state().isTerminal());
    }

    Optional<JobId> running(int which) {
        return pick(jobs.values().stream().filter(job -> job.state() == JobState.RUNNING), which);
    }

    Optional<JobId> any(int which) {
        return pick(jobs.values().stream(), which);
    }

    private static Optional<JobId> pick(Stream<JobRecord> among, int which) {
        List<JobRecord> all = among.toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(which % all.size()).id());
    }

    /** The job is gone, and its place is not. */
    void loseRecord(JobId id) {
        driver.<String, byte[]>getKeyValueStore(LedgerTopology.JOB_STORE).delete(id.toString());
    }

    /** As the line says it. */
    long held() {
        return line().held();
    }

    long asked() {
        return line().asked();
    }

    /** As the jobs say it. */
    long countHeld() {
        return jobs.values().stream()
                .filter(job -> !job.state().isTerminal() && job.dispatch().isHeld())
                .count();
    }

    long countAsked() {
        return jobs.values().stream()
                .filter(job -> job.state() == JobState.QUEUED && job.dispatch().isAsked())
                .count();
    }

    private FairQueue line() {
        return new FairQueue(
                driver.getKeyValueStore(LedgerTopology.LINE_STORE), TenantWeights.EQUAL, new RecipeCosts());
    }

    private void send(String topic, Encoded record) {
        TestInputTopic<String, byte[]> input =
                driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(record.key(), record.value().toByteArray(), KafkaRecords.headers(record)));
        read();
    }

    private void read() {
        output(Topics.REQUESTS)
                .readRecordsToList()
                .forEach(record -> queue.add(
                        codec.decodeRequest(KafkaRecords.received(record.key(), record.value(), record.headers()))));
        output(Topics.USAGE).readRecordsToList().forEach(record -> {
            Usage usage = codec.decodeUsage(KafkaRecords.received(record.key(), record.value(), record.headers()));
            usages.put(usage.tenant(), usage);
        });
        output(Topics.JOBS).readRecordsToList().forEach(record -> {
            if (record.value() == null) {
                jobs.remove(JobId.parse(record.key()));
            } else {
                JobRecord job = codec.decodeJob(KafkaRecords.received(record.key(), record.value(), record.headers()));
                jobs.put(job.id(), job);
            }
        });
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
        delete();
    }
}
