package org.stylize.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Received;
import org.stylize.proto.Topics;
import org.stylize.proto.wire.Audit;
import org.stylize.proto.wire.Command;
import org.stylize.proto.wire.Event;
import org.stylize.proto.wire.Progress;
import org.stylize.proto.wire.Submission;
import org.stylize.systemtests.Checkout;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The AsyncAPI document has the messages as they are, and examples that the codec reads. */
class AsyncApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode DOCUMENT = document();
    private static final JobCodec CODEC = new JobCodec("/test");

    /** A message of a topic. */
    private record Kind(Message empty, BiFunction<JobCodec, Received, Object> decoder) {}

    private static final Map<String, Kind> KINDS = Map.of(
            "submission", new Kind(Submission.getDefaultInstance(), JobCodec::decodeSubmission),
            "command", new Kind(Command.getDefaultInstance(), JobCodec::decodeCommand),
            "event", new Kind(Event.getDefaultInstance(), JobCodec::decodeEvent),
            "progress", new Kind(Progress.getDefaultInstance(), JobCodec::decodeProgress),
            "audit", new Kind(Audit.getDefaultInstance(), JobCodec::decodeAudit));

    @Test
    void itHasTheFieldsOfEveryMessageAndOfNoOther() {
        Set<Descriptor> messages = new LinkedHashSet<>();
        KINDS.values().forEach(kind -> collect(kind.empty().getDescriptorForType(), messages));
        JsonNode schemas = DOCUMENT.at("/components/schemas");

        for (Descriptor message : messages) {
            Set<String> names = new TreeSet<>();
            message.getFields().forEach(field -> names.add(field.getJsonName()));
            assertThat(fields(schemas.path(message.getName()).path("properties")))
                    .as(message.getName())
                    .isEqualTo(names);
        }
        Set<String> known = messages.stream().map(Descriptor::getName).collect(Collectors.toSet());
        assertThat(fields(schemas).stream().filter(name -> Character.isUpperCase(name.charAt(0))))
                .allMatch(known::contains);
    }

    @Test
    void itsTopicsAreThoseOfTheCode() {
        List<String> topics = new ArrayList<>();
        DOCUMENT.path("channels")
                .forEach(channel -> topics.add(channel.path("address").asText()));
        assertThat(topics)
                .containsExactlyInAnyOrder(
                        Topics.SUBMISSIONS,
                        Topics.EVENTS,
                        Topics.SUBMISSIONS + ".{tenant}",
                        Topics.EVENTS + ".{tenant}",
                        Topics.PROGRESS,
                        Topics.AUDIT);
    }

    @TestFactory
    Stream<DynamicTest> theCodecReadsEveryExample() {
        assertThat(fields(DOCUMENT.at("/components/messages"))).isEqualTo(new TreeSet<>(KINDS.keySet()));
        return KINDS.entrySet().stream().flatMap(kind -> {
            JsonNode examples = DOCUMENT.at("/components/messages/" + kind.getKey() + "/examples");
            assertThat(examples).as(kind.getKey()).isNotEmpty();
            return StreamSupport.stream(examples.spliterator(), false)
                    .map(example -> dynamicTest(
                            kind.getKey() + " " + example.path("name").asText(),
                            () -> read(kind.getValue(), example.path("payload"))));
        });
    }

    /** Each event of a job has an example. */
    @Test
    void everyKindOfEventHasAnExample() {
        Set<String> kinds = new TreeSet<>();
        Event.getDescriptor().getOneofs().get(0).getFields().forEach(kind -> kinds.add(kind.getJsonName()));
        JsonNode examples = DOCUMENT.at("/components/messages/event/examples");
        Set<String> names = new TreeSet<>();
        examples.forEach(example -> names.add(example.path("name").asText()));
        assertThat(names).isEqualTo(kinds);
    }

    private static void read(Kind kind, JsonNode payload) throws InvalidProtocolBufferException {
        Message.Builder message = kind.empty().newBuilderForType();
        JsonFormat.parser().merge(payload.toString(), message);
        String job = Stream.of(payload.at("/job/id"), payload.path("jobId"), payload.path("actor"))
                .map(JsonNode::asText)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseThrow();
        Object read =
                kind.decoder().apply(CODEC, Received.of(job, message.build().toByteArray(), name -> null));
        assertThat(read).isNotNull();
    }

    private static void collect(Descriptor message, Set<Descriptor> found) {
        if (message.getFile().getPackage().equals("stylize.v1")
                && !message.getOptions().getMapEntry()
                && found.add(message)) {
            message.getFields().stream()
                    .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                    .forEach(field -> collect(field.getMessageType(), found));
        }
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new TreeSet<>();
        Iterator<String> all = node.fieldNames();
        all.forEachRemaining(names::add);
        return names;
    }

    /** As JSON: times stay texts. */
    private static JsonNode document() {
        Object read = new Yaml(
                        new SafeConstructor(new LoaderOptions()),
                        new Representer(new DumperOptions()),
                        new DumperOptions(),
                        new LoaderOptions(),
                        new WithoutTimes())
                .load(Tools.read(Checkout.file("docs/asyncapi.yaml")));
        try {
            return JSON.readTree(JSON.writeValueAsString(read));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** YAML 1.2 has no times. */
    private static final class WithoutTimes extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, first, limit);
            }
        }
    }
}
