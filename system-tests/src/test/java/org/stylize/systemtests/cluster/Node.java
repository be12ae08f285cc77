package org.stylize.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stylize.systemtests.Checkout;

/** A node of Kafka, broker and controller, as a process. For one thread at a time. */
final class Node {
    private static final Duration START_DEADLINE = Duration.ofMinutes(5);
    private static final String STARTED = "Kafka Server started";

    private final int id;
    private final Path settings;
    private final Path log;
    private Process process;

    private Node(int id, Path settings, Path log, Process formatting) {
        this.id = id;
        this.settings = settings;
        this.log = log;
        this.process = formatting;
    }

    /** Begins to format it. */
    static Node format(int id, String cluster, Path directory, Map<String, String> settings) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve("server.properties");
            Files.writeString(
                    file,
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .sorted()
                            .collect(Collectors.joining("\n")));
            Path log = directory.resolve("kafka.log");
            Process formatting = java(
                    log, "kafka.tools.StorageTool", "format", "--cluster-id", cluster, "--config", file.toString());
            return new Node(id, file, log, formatting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int id() {
        return id;
    }

    /** Waits for the end of the process before it, and starts it. */
    void start() {
        try {
            process.waitFor();
            Files.writeString(log, ""); // what an earlier process wrote
            process = java(log, "kafka.Kafka", settings.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it takes clients. */
    void awaitStarted() {
        await().atMost(START_DEADLINE).until(() -> {
            assertThat(process.isAlive()).as(this::text).isTrue();
            return text().contains(STARTED);
        });
    }

    /** As {@code kill -9} does; the data stay. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String text() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Process java(Path log, String... program) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Checkout.file("stack/jvm.options"),
                "-cp",
                Checkout.file("stack/target/lib") + File.separator + "*"));
        command.addAll(List.of(program));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
