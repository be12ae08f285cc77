package org.stylize.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
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
import org.stylize.systemtests.Command;
import org.stylize.systemtests.SharedFleet;

/**
 * Programs of other languages, with nothing of stylize but the messages that a gateway serves, submit a job over Kafka, cancel
 * it and see its events. Their Kafka clients place records in partitions in ways of their own.
 */
@ExtendWith({KeyedFleet.class, SharedFleet.class})
class KafkaClientsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PROTO = "stylize.proto";
    /** That of a fleet that is not told another. */
    private static final String BUCKET = "stylize";

    /** The first that can get the later one that the module asks for. */
    private static final int OLDEST_GO = 21;

    private static final String GO_PLUGIN = "google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.10";

    @Test
    void pythonSubmitsAndFollowsAJob(KeyedFleet.Place place) throws IOException, InterruptedException {
        Path program = pythonProgram(place.gateway());

        String events = follow(program, List.of(interpreter(), "follow.py"), place.kafka(), pictures(place), "cancel");

        assertThat(steps(events)).containsExactly("1 submitted", "2 queued", "3 cancelled");
    }

    @Test
    void pythonSubmitsInJsonAndTheJobIsPainted(SharedFleet.Addresses fleet) throws IOException, InterruptedException {
        Path program = pythonProgram(fleet.gateway());
        List<String> pictures = List.of(
                keep(fleet.gateway(), "samples/photographs/chelsea.jpg"),
                keep(fleet.gateway(), "samples/paintings/night-over-the-bay.jpg"));

        String events = follow(program, List.of(interpreter(), "follow.py"), fleet.kafka(), pictures, "json");

        assertThat(steps(events))
                .startsWith("1 submitted", "2 queued", "3 started")
                .last()
                .asString()
                .endsWith("completed");
        assertThat(events.lines().reduce((first, last) -> last).orElseThrow())
                .contains("s3://")
                .endsWith(".png");
    }

    @Test
    void goSubmitsAndFollowsAJob(KeyedFleet.Place place) throws IOException, InterruptedException {
        Path python = python(); // which has protoc
        Path plugin = Tools.go("protoc-gen-go", GO_PLUGIN, OLDEST_GO);
        Path program = Tools.target("kafka-go");
        Tools.copyFiles(Checkout.file("system-tests/src/test/contract/kafka-go"), program);
        fetchProto(place.gateway(), program);
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

        String events = follow(
                program, List.of(program.resolve("follow").toString()), place.kafka(), pictures(place), "cancel");

        assertThat(steps(events)).containsExactly("1 submitted", "2 queued", "3 cancelled");
    }

    private static Path python() {
        return Tools.python("contract", "system-tests/src/test/contract/requirements.txt");
    }

    private static String interpreter() {
        return python().resolve("bin/python").toString();
    }

    private static Path pythonProgram(URI gateway) throws IOException, InterruptedException {
        Path program = Tools.target("kafka-python");
        Tools.copyFiles(Checkout.file("system-tests/src/test/contract/kafka-python"), program);
        fetchProto(gateway, program);
        protoc(python(), program, "--python_out=.").run(PATIENCE);
        return program;
    }

    private static List<String> pictures(KeyedFleet.Place place) {
        return List.of(place.uri(KeyedFleet.Place.CONTENT), place.uri(KeyedFleet.Place.STYLE));
    }

    /** Puts a picture into the store; returns the object as messages name it. */
    private static String keep(URI gateway, String sample) throws IOException, InterruptedException {
        HttpResponse<String> kept = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.resolve("/v1/images"))
                                .header("Content-Type", "image/jpeg")
                                .POST(HttpRequest.BodyPublishers.ofFile(Checkout.file(sample)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
        return "s3://" + BUCKET + "/"
                + new ObjectMapper().readTree(kept.body()).path("object").asText();
    }

    private static void fetchProto(URI gateway, Path directory) throws IOException, InterruptedException {
        HttpResponse<String> proto = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.resolve("/v1/" + PROTO)).build(),
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

    private static String follow(
            Path directory, List<String> program, String kafka, List<String> pictures, String way) {
        List<String> words = new ArrayList<>(program);
        words.add(kafka);
        words.add(UUID.randomUUID().toString());
        words.addAll(pictures);
        words.add(way);
        return Command.in(directory, words.toArray(String[]::new)).run(PATIENCE);
    }

    /** Number and kind of each event. */
    private static List<String> steps(String events) {
        return events.lines()
                .map(line -> String.join(" ", List.of(line.split(" ")).subList(0, 2)))
                .toList();
    }
}
