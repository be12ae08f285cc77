package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Topics;

/** Compares the public description of the messages with the compiled schema. */
class AsyncApiTest {
    private static final Path DESCRIPTION = Path.of("../docs/asyncapi.yaml");
    private static final Path SCHEMA = Path.of("../proto/src/main/protobuf/stylize/v1/stylize.proto");
    private static final Pattern MESSAGE =
            Pattern.compile("message (\\w+) \\{([^{}]*(?:oneof \\w+ \\{[^{}]*})?[^{}]*)}");
    private static final Pattern FIELD = Pattern.compile("((?:repeated )?[\\w.<>, ]+?) (\\w+) = (\\d+);");

    @Test
    void everyFieldIsThatOfTheSchema() throws IOException {
        Map<String, Set<String>> schema = messages(Files.readString(SCHEMA));
        Map<String, Set<String>> described = messages(Files.readString(DESCRIPTION));
        assertThat(described)
                .containsKeys("Submission", "Command", "Retry", "Job", "Event", "JobCompleted", "Progress", "Losses");
        described.forEach((message, fields) -> assertThat(fields).as(message).isEqualTo(schema.get(message)));
    }

    @Test
    void itsTopicsAreOurs() throws IOException {
        Set<String> topics = new TreeSet<>();
        Matcher address = Pattern.compile("(?m)^    address: (\\S+)$").matcher(Files.readString(DESCRIPTION));
        while (address.find()) {
            topics.add(address.group(1));
        }
        assertThat(topics).containsExactly(Topics.AUDIT, Topics.EVENTS, Topics.PROGRESS, Topics.SUBMISSIONS);
    }

    private static Map<String, Set<String>> messages(String text) {
        Map<String, Set<String>> messages = new TreeMap<>();
        Matcher message = MESSAGE.matcher(text.replaceAll("//.*", ""));
        while (message.find()) {
            Set<String> fields = new TreeSet<>();
            Matcher field = FIELD.matcher(message.group(2).replaceAll("oneof \\w+ \\{", ""));
            while (field.find()) {
                fields.add(field.group(1).strip() + " " + field.group(2) + " = " + field.group(3));
            }
            messages.put(message.group(1), fields);
        }
        return messages;
    }
}
