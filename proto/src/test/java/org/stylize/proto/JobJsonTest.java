package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.proto.wire.Command;
import org.stylize.proto.wire.Submission;

/** Submissions and commands in their JSON form. */
class JobJsonTest {
    private static final String ID = "01a22260-8d60-7512-8d5c-1e9becd1b2d4";

    private static final String SMALLEST = """
            {"job": {"id": "%s",
              "content": {"uri": "s3://stylize/default/photos/harbour.jpg"},
              "styles": [{"image": {"uri": "s3://stylize/default/paintings/wave.jpg"}}],
              "preset": {"name": "fast"}}}""".formatted(ID);

    private final JobCodec codec = new JobCodec("/test");

    @Property(tries = 200)
    void aSubmissionInJsonIsTheSameJob(@ForAll("requests") SliceRequest request) throws InvalidProtocolBufferException {
        Encoded binary = codec.encodeSubmission(request.job());
        Received json = new Received(
                binary.key(),
                ByteString.copyFromUtf8(JsonFormat.printer().print(Submission.parseFrom(binary.value()))),
                with(binary.headers(), CloudEvents.JSON));

        assertThat(codec.decodeSubmission(json)).isEqualTo(codec.decodeSubmission(Received.of(binary)));
        assertThat(JobCodec.inProtobuf(json).value()).isEqualTo(binary.value());
        assertThat(JobCodec.inProtobuf(json).headers()).isEqualTo(binary.headers());
    }

    @Property(tries = 100)
    void aCommandInJsonIsTheSameCommand(@ForAll("commands") JobCommand command) throws InvalidProtocolBufferException {
        Encoded binary = codec.encodeCommand(command, Trace.NONE);
        Received json = new Received(
                binary.key(),
                ByteString.copyFromUtf8(JsonFormat.printer().print(Command.parseFrom(binary.value()))),
                with(binary.headers(), CloudEvents.JSON));

        assertThat(codec.decodeCommand(json)).isEqualTo(command);
        assertThat(codec.decodeCommand(JobCodec.inProtobuf(json))).isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", " application/json ;x"})
    void theContentTypeSaysThatItIsJson(String type) {
        assertThat(codec.decodeSubmission(json(SMALLEST, type)).id()).isEqualTo(JobId.parse(ID));
    }

    @Test
    void fieldsMayHaveTheirProtobufNames() {
        String snake = SMALLEST.replace("\"preset\"", "\"idempotency_key\": \"order-4711\", \"preset\"");

        assertThat(codec.decodeSubmission(json(snake)))
                .isEqualTo(codec.decodeSubmission(json(snake.replace("idempotency_key", "idempotencyKey"))));
    }

    @Test
    void jsonWithoutItsContentTypeIsNoProtobuf() {
        assertThatThrownBy(() -> codec.decodeSubmission(json(SMALLEST, CloudEvents.PROTOBUF)))
                .isInstanceOf(UndecodableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "7",
                "{\"job\": 7}",
                "{\"job\": {\"wings\": 2}}",
                "{\"job\": {\"id\": 1e999999999}}",
                "{\"job\": {\"ttl\": \"1e9999s\"}}",
                "{\"job\": {\"submittedAt\": \"yesterday\"}}",
                "{\"judged\": {\"pixelSteps\": 1e999999999}}",
                "{\"judged\": {\"pixelSteps\": \"1e999999999\"}}",
                "{\"job\": {\"output\": {\"quality\": 1e999999999}}}",
                "{\"job\": {\"styles\": [{\"share\": 1e999999999}]}}"
            })
    void jsonThatIsNoSubmissionSaysWhy(String text) {
        Received record = json(text);

        assertThatThrownBy(() -> codec.decodeSubmission(record))
                .isInstanceOfAny(UndecodableException.class, InvalidJobException.class)
                .message()
                .isNotEmpty()
                .hasSizeLessThan(400);
    }

    @Test
    void whatIsUnknownIsNamed() {
        assertThatThrownBy(() -> codec.decodeSubmission(json("{\"job\": {\"wings\": 2}}")))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("stylize.v1.Submission")
                .hasMessageContaining("wings");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"job\":".repeat(20_000) + "[".repeat(60_000);

        assertThatThrownBy(() -> codec.decodeSubmission(json(deep))).isInstanceOf(UndecodableException.class);
        assertThat(JobCodec.inProtobuf(json(deep))).isEqualTo(json(deep));
    }

    @Test
    void textMustBeUtf8() {
        Received record = new Received(
                ID,
                ByteString.copyFrom(new byte[] {'{', '"', (byte) 0xff, '"', '}'}),
                with(Map.of(), CloudEvents.JSON));

        assertThatThrownBy(() -> codec.decodeSubmission(record))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("UTF-8");
    }

    @Property(tries = 300)
    void anyTextIsUndecodableOrInvalidAndNothingElse(@ForAll @StringLength(max = 50) String text) {
        Received record = json(text);
        try {
            assertThat(codec.decodeSubmission(record)).isNotNull();
        } catch (UndecodableException | InvalidJobException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
        assertThat(JobCodec.inProtobuf(record)).isNotNull();
    }

    @Test
    void protobufStaysAsItIs() {
        Received record = Received.of(codec.encodeSubmission(StylizationJob.of(
                JobId.parse(ID),
                JobPictures.of(new ImageRef("stylize", "a.jpg"), List.of(new ImageRef("stylize", "b.png"))),
                new RecipeChoice.Preset("fast", "{}"),
                Instant.EPOCH,
                null)));

        assertThat(JobCodec.inProtobuf(record)).isSameAs(record);
    }

    @Provide
    Arbitrary<SliceRequest> requests() {
        return ProtoArbitraries.requests();
    }

    @Provide
    Arbitrary<JobCommand> commands() {
        return ProtoArbitraries.commands();
    }

    private static Received json(String text) {
        return json(text, CloudEvents.JSON);
    }

    private static Received json(String text, String type) {
        return new Received(ID, ByteString.copyFromUtf8(text), with(Map.of(), type));
    }

    private static Map<String, String> with(Map<String, String> headers, String type) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(CloudEvents.CONTENT_TYPE, type);
        return all;
    }
}
