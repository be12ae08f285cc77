package org.stylize.proto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.stylize.proto.wire.Job;
import org.stylize.proto.wire.Report;
import org.stylize.proto.wire.Submission;

class JobCodecTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final JobCodec codec = new JobCodec("/test");

    @Property
    void usageComesBackAsItWas(
            @ForAll @IntRange(max = 99) int partition,
            @ForAll @LongRange(min = 0) long counted,
            @ForAll @LongRange(min = 0, max = 100_000) long day) {
        Usage usage = new Usage(
                new Tenant("acme"),
                partition,
                100,
                Instant.EPOCH.plusMillis(counted >> 22),
                counted,
                counted / 2,
                day,
                counted);
        Encoded encoded = codec.encodeUsage(usage);
        assertThat(codec.decodeUsage(received(encoded))).isEqualTo(usage);
        assertThat(encoded.key()).isEqualTo("acme/" + partition);
        assertThat(usage.pixelStepsOn(day)).isEqualTo(counted);
        assertThat(usage.pixelStepsOn(day + 1)).isZero();
    }

    @Property
    void whatAGatewayJudgedComesWithTheSubmission(
            @ForAll("requests") SliceRequest request, @ForAll @LongRange(min = 0) long pixelSteps) {
        Received written = received(codec.encodeSubmission(request.job(), new Judged(pixelSteps)));
        assertThat(codec.decodeJudged(written)).contains(new Judged(pixelSteps));
        assertThat(codec.decodeSubmission(written)).isEqualTo(request.job());
        assertThat(codec.decodeJudged(received(codec.encodeSubmission(request.job()))))
                .isEmpty();
    }

    @Property(tries = 200)
    void submissionsAndRequestsComeBackAsTheyWent(@ForAll("requests") SliceRequest request) {
        assertThat(codec.decodeSubmission(received(codec.encodeSubmission(request.job()))))
                .isEqualTo(request.job());
        assertThat(codec.decodeRequest(received(codec.encodeRequest(request, NOON))))
                .isEqualTo(request);
    }

    @Property(tries = 100)
    void aReusedResultComesBackAsItWent(@ForAll("requests") SliceRequest request, @ForAll("reuses") Reuse reuse) {
        Received written = received(codec.encodeSubmission(request.job(), reuse));
        assertThat(codec.decodeSubmission(written)).isEqualTo(request.job());
        assertThat(codec.decodeReuse(written)).contains(reuse);
        assertThat(codec.decodeReuse(received(codec.encodeSubmission(request.job()))))
                .isEmpty();
    }

    @Property(tries = 100)
    void commandsComeBackAsTheyWent(@ForAll("commands") JobCommand command) {
        Received written = received(codec.encodeCommand(command, Trace.NONE));
        assertThat(JobCodec.isCommand(written)).isTrue();
        assertThat(codec.decodeCommand(written)).isEqualTo(command);
    }

    @Property(tries = 200)
    void reportsComeBackAsTheyWent(@ForAll("reports") JobReport report) {
        assertThat(codec.decodeReport(received(codec.encodeReport(report, Trace.NONE))))
                .isEqualTo(report);
    }

    @Property(tries = 200)
    void eventsComeBackAsTheyWent(@ForAll("events") JobEvent event) {
        assertThat(codec.decodeEvent(received(codec.encodeEvent(event, Trace.NONE))))
                .isEqualTo(event);
    }

    @Property(tries = 200)
    void progressComesBackAsItWent(@ForAll("progress") JobProgress progress) {
        assertThat(codec.decodeProgress(received(codec.encodeProgress(progress, Trace.NONE))))
                .isEqualTo(progress);
    }

    @Property(tries = 200)
    void recordsComeBackAsTheyWent(@ForAll("records") JobRecord job) {
        assertThat(codec.decodeJob(received(codec.encodeJob(job)))).isEqualTo(job);
    }

    @Property(tries = 100)
    void deadLettersAndControlsComeBackAsTheyWent(
            @ForAll("deadLetters") DeadLetter letter, @ForAll("controls") JobControl control) {
        assertThat(codec.decodeDeadLetter(received(codec.encodeDeadLetter(letter, Trace.NONE))))
                .isEqualTo(letter);
        assertThat(codec.decodeControl(received(codec.encodeControl(control, Trace.NONE))))
                .isEqualTo(control);
    }

    @Property(tries = 100)
    void recordsOfKeysComeBackAsTheyWent(@ForAll("keys") KeyRecord key) {
        assertThat(codec.decodeKey(received(codec.encodeKey(key)))).isEqualTo(key);
    }

    @Property(tries = 100)
    void whatADeadLetterHoldsIsReadableIfItIsAMessageOfItsKind(@ForAll("deadLetters") DeadLetter any) {
        StylizationJob job = StylizationJob.of(
                JobId.random(),
                JobPictures.of(new ImageRef("stylize", "a.jpg"), List.of(new ImageRef("stylize", "b.png"))),
                new RecipeChoice.Preset("d2l", "{}"),
                Instant.parse("2026-06-01T12:00:00.5Z"),
                null);
        DeadLetter letter = new DeadLetter(
                DeadLetter.Kind.SUBMISSION,
                "key",
                any.at(),
                any.problem(),
                any.attempts(),
                codec.encodeSubmission(job).value());
        assertThat(codec.readable(letter).orElseThrow())
                .extractingByKey("job", InstanceOfAssertFactories.MAP)
                .containsEntry("id", job.id().toString())
                .containsEntry("submittedAt", "2026-06-01T12:00:00.500Z")
                .containsEntry("styles", List.of(Map.of("image", Map.of("uri", "s3://stylize/b.png"), "share", 1.0)));
        DeadLetter garbage = new DeadLetter(
                any.kind(), "key", any.at(), any.problem(), any.attempts(), ByteString.copyFrom(new byte[] {
                    (byte) 0xff, 1, 2
                }));
        assertThat(codec.readable(garbage)).isEmpty();
        codec.readable(any); // whatever it holds
    }

    @Property(tries = 300)
    void garbageIsUndecodableOrInvalidAndNothingElse(@ForAll byte[] garbage) {
        List<Function<Received, Object>> decoders = List.of(
                codec::decodeSubmission,
                codec::decodeReuse,
                codec::decodeCommand,
                codec::decodeRequest,
                codec::decodeReport,
                codec::decodeEvent,
                codec::decodeProgress,
                codec::decodeJob,
                codec::decodeKey,
                codec::decodeControl);
        for (Function<Received, Object> decoder : decoders) {
            try {
                assertThat(decoder.apply(received(garbage))).isNotNull();
            } catch (UndecodableException | InvalidJobException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Property(tries = 300)
    void aRecordThatWasDamagedIsUndecodableOrInvalidAndNothingElse(
            @ForAll("records") JobRecord job, @ForAll int at, @ForAll byte value) {
        byte[] damaged = codec.encodeJob(job).value().toByteArray();
        damaged[Math.floorMod(at, damaged.length)] = value;
        try {
            assertThat(codec.decodeJob(received(damaged))).isNotNull();
        } catch (UndecodableException | InvalidJobException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void bytesThatAreNoMessageAreUndecodable() {
        assertThatThrownBy(() -> codec.decodeSubmission(received(new byte[] {(byte) 0xff, (byte) 0xff})))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("2 bytes");
    }

    @Test
    void aTimeOutOfAllTimeIsUndecodable() {
        byte[] endless = Submission.newBuilder()
                .setJob(WireValues.job(job()).toBuilder()
                        .setSubmittedAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> codec.decodeSubmission(received(endless))).isInstanceOf(UndecodableException.class);
    }

    @Test
    void anEmptyMessageBreaksTheRulesOfAJob() {
        assertThatThrownBy(() -> codec.decodeSubmission(received(new byte[0]))).isInstanceOf(InvalidJobException.class);
    }

    @Test
    void aReportOfAKindThatIsNotKnownYetIsUndecodable() {
        byte[] kindless =
                Report.newBuilder().setJobId(JobId.random().toString()).build().toByteArray();
        assertThatThrownBy(() -> codec.decodeReport(received(kindless))).isInstanceOf(UndecodableException.class);
    }

    @Test
    void aProblemOfATypeThatIsNotKnownYetIsInternal() {
        assertThat(ProblemType.ofSlug("coffee-cold")).isEqualTo(ProblemType.INTERNAL);
    }

    @Test
    void fieldsOfANewerVersionSurviveTheWayThroughTheLedger() throws InvalidProtocolBufferException {
        byte[] newer = Submission.newBuilder()
                .setJob(Job.parseFrom(jobBytes()).toBuilder()
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        1234,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addVarint(42)
                                                .build())
                                .build()))
                .build()
                .toByteArray();

        StylizationJob read = codec.decodeSubmission(received(newer));
        StylizationJob requested = codec.decodeRequest(
                        received(codec.encodeRequest(new SliceRequest(read, Slice.FIRST, null), NOON)))
                .job();
        JobRecord recorded = codec.decodeJob(received(codec.encodeJob(JobRecord.submitted(read, NOON))));

        for (StylizationJob job : List.of(read, requested, recorded.job())) {
            UnknownFieldSet fields = UnknownFieldSet.parseFrom(job.extras().unknownFields());
            assertThat(fields.getField(1234).getVarintList()).containsExactly(42L);
        }
    }

    @Test
    void aStyleWithoutAShareHasTheDefaultShare() throws InvalidProtocolBufferException {
        Job.Builder job = Job.parseFrom(jobBytes()).toBuilder();
        job.getStylesBuilder(0).clearShare();
        byte[] shareless = Submission.newBuilder().setJob(job).build().toByteArray();
        assertThat(codec.decodeSubmission(received(shareless))).isEqualTo(job());
    }

    @Test
    void aSubmissionBelongsToTheTraceOfItsHeaders() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Encoded written = codec.encodeSubmission(job());
        Map<String, String> headers = Map.of("traceparent", parent, "tracestate", "vendor=1", "other", "x");
        Received traced = Received.of(
                written.key(),
                written.value().toByteArray(),
                name -> headers.containsKey(name) ? headers.get(name).getBytes(UTF_8) : null);

        StylizationJob job = codec.decodeSubmission(traced);

        assertThat(job).isEqualTo(job().withTrace(new Trace(parent, "vendor=1")));
        assertThat(List.of(
                        codec.encodeRequest(new SliceRequest(job, Slice.FIRST, null), NOON),
                        codec.encodeJob(JobRecord.submitted(job, NOON)),
                        codec.encodeEvent(new JobEvent.Queued(job.id(), 2, NOON), job.trace())))
                .allSatisfy(record -> assertThat(record.headers())
                        .containsEntry("traceparent", parent)
                        .containsEntry("tracestate", "vendor=1"));
    }

    @Test
    void aRecordOfNoTraceHasNoTraceHeaders() {
        assertThat(codec.encodeSubmission(job()).headers()).doesNotContainKeys("traceparent", "tracestate");
    }

    @Test
    void headersAreThoseOfACloudEvent() {
        Encoded record = codec.encodeSubmission(job());
        assertThat(record.key()).isEqualTo(job().id().toString());
        assertThat(record.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/test")
                .containsEntry("ce_subject", record.key())
                .containsEntry("ce_type", "org.stylize.submission.v1")
                .containsEntry("ce_time", NOON.toString())
                .containsEntry("content-type", "application/protobuf")
                .containsKey("ce_id");
    }

    private static byte[] jobBytes() {
        return WireValues.job(job()).toByteArray();
    }

    private static StylizationJob job() {
        return StylizationJob.of(
                JobId.parse("0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e"),
                JobPictures.of(
                        new ImageRef("stylize", "in/photo.jpg"), List.of(new ImageRef("stylize", "in/wave.png"))),
                new RecipeChoice.Preset("d2l", "{\"steps\":40}"),
                NOON,
                "mine");
    }

    private static Received received(Encoded record) {
        return Received.of(record);
    }

    private static Received received(byte[] value) {
        return Received.of(null, value, header -> null);
    }

    @Provide
    Arbitrary<SliceRequest> requests() {
        return ProtoArbitraries.requests();
    }

    @Provide
    Arbitrary<Reuse> reuses() {
        return ProtoArbitraries.reuses();
    }

    @Provide
    Arbitrary<JobCommand> commands() {
        return ProtoArbitraries.commands();
    }

    @Provide
    Arbitrary<JobReport> reports() {
        return ProtoArbitraries.reports();
    }

    @Provide
    Arbitrary<JobEvent> events() {
        return ProtoArbitraries.events();
    }

    @Provide
    Arbitrary<JobProgress> progress() {
        return ProtoArbitraries.progress();
    }

    @Provide
    Arbitrary<JobRecord> records() {
        return ProtoArbitraries.records();
    }

    @Provide
    Arbitrary<DeadLetter> deadLetters() {
        return ProtoArbitraries.deadLetters();
    }

    @Provide
    Arbitrary<KeyRecord> keys() {
        return ProtoArbitraries.keys();
    }

    @Provide
    Arbitrary<JobControl> controls() {
        return ProtoArbitraries.controls();
    }
}
