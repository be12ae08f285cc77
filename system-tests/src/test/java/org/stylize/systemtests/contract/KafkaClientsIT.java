package org.stylize.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.stylize.systemtests.Checkout;

/**
 * Programs of other languages, with nothing of stylize but the messages that a gateway serves, submit a job over Kafka, cancel
 * it and see its events. Their Kafka clients place records in partitions in ways of their own.
 */
@ExtendWith(KeyedFleet.class)
class KafkaClientsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PROTO = "stylize.proto";
    /** The first that can get the later one that the module asks for. */
    private static final int OLDEST_GO = 21;

    private static final String GO_PLUGIN = "google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.10";

    @Test
    void pythonSubmitsAndFollowsAJob(KeyedFleet.Place place) throws IOException, InterruptedException {
        Path python = python();
        Path program = Tools.target("kafka-python");
        Tools.copyFiles(Checkout.file("system-tests/src/test/contract/kafka-python"), program);
        fetchProto(place, program);
        protoc(python, program, "--python_out=.").run(PATIENCE);

        String events = follow(place, program, python.resolve("bin/python").toString(), "follow.py");

        assertThat(events.lines()).containsExactly("1 submitted", "2 queued", "3 cancelled");
    }

    @Test
    void goSubmitsAndFollowsAJob(KeyedFleet.Place place) throws IOException, InterruptedException {
        Path python = python(); // which has protoc
        Path plugin = Tools.go("protoc-gen-go", GO_PLUGIN, OLDEST_GO);
        Path program = Tools.target("kafka-go");
        Tools.copyFiles(Checkout.file("system-tests/src/test/contract/kafka-go"), program);
        fetchProto(place, program);
        Files.createDirectories(program.resolve("wire"));
        protoc(
                        python,
                        program,
                        "--plugin=protoc-gen-go=" + plugin,
                        "--go_out=wire",
                        "--go_opt=paths=source_relative",
                        "--go_opt=M" + PROTO + "=example.com/follow/wire")
                .run(PATIENCE);
        Command.in(program, "go", "build", "-o", "follow", ".").run(PATIENCE);

        String events = follow(place, program, program.resolve("follow").toString());

        assertThat(events.lines()).containsExactly("1 submitted", "2 queued", "3 cancelled");
    }

    private static Path python() {
        return Tools.python("contract", "system-tests/src/test/contract/requirements.txt");
    }

    private static void fetchProto(KeyedFleet.Place place, Path directory) throws IOException, InterruptedException {
        HttpResponse<String> proto = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(place.gateway().resolve("/v1/" + PROTO))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(proto.statusCode()).isEqualTo(200);
        Files.writeString(directory.resolve(PROTO), proto.body());
    }

    private static Command protoc(Path python, Path directory, String... options) {
        List<String> words =
                new ArrayList<>(List.of(python.resolve("bin/python").toString(), "-m", "grpc_tools.protoc", "-I."));
        words.addAll(List.of(options));
        words.add(PROTO);
        return Command.in(directory, words.toArray(String[]::new));
    }

    private static String follow(KeyedFleet.Place place, Path directory, String... program) {
        List<String> words = new ArrayList<>(List.of(program));
        words.add(place.kafka());
        words.add(UUID.randomUUID().toString());
        words.add(place.uri(KeyedFleet.Place.CONTENT));
        words.add(place.uri(KeyedFleet.Place.STYLE));
        words.add("cancel");
        return Command.in(directory, words.toArray(String[]::new)).run(PATIENCE);
    }
}
