package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The broker of the compose file as a process: its settings are made from the environment of the compose file and from the
 * file of the secrets, by the program that Kafka's image has for that.
 */
final class ComposeBroker implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final int internal;
    private final int host;

    private ComposeBroker(Process process, Path log, int internal, int host) {
        this.process = process;
        this.log = log;
        this.internal = internal;
        this.host = host;
    }

    /** Starts it, and returns when it takes clients. */
    static ComposeBroker start(ComposeSecrets secrets, Path directory) throws IOException, InterruptedException {
        int internal = FreePort.next();
        int host = FreePort.next();
        Path defaults = Files.createDirectories(directory.resolve("defaults"));
        Files.writeString(defaults.resolve("server.properties"), "");
        Path finals = Files.createDirectories(directory.resolve("config"));
        Path log = directory.resolve("kafka.log");
        Map<String, String> environment = environment(directory, internal, host);
        Process setup = java(
                environment,
                log,
                "kafka.docker.KafkaDockerWrapper",
                "setup",
                "--default-configs-dir",
                defaults.toString(),
                "--mounted-configs-dir",
                secrets.here("kafka").toString(),
                "--final-configs-dir",
                finals.toString());
        assertThat(setup.waitFor()).as(() -> text(log)).isZero();
        ComposeBroker broker = new ComposeBroker(
                java(
                        environment,
                        log,
                        "kafka.Kafka",
                        finals.resolve("server.properties").toString()),
                log,
                internal,
                host);
        await().atMost(START_DEADLINE).until(() -> {
            assertThat(broker.process.isAlive()).as(() -> text(log)).isTrue();
            return text(log).contains("Kafka Server started");
        });
        return broker;
    }

    /** As containers reach it. */
    String internal() {
        return "localhost:" + internal;
    }

    /** As programs of this machine reach it. */
    String host() {
        return "localhost:" + host;
    }

    /** What it and its set-up have printed. */
    String log() {
        return text(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> environment(Path directory, int internal, int host) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        ComposeFile.read(Checkout.file("docker-compose.yml"))
                .services()
                .get("kafka")
                .environment()
                .forEach((name, value) -> environment.put(name, String.valueOf(value)));
        int controller = FreePort.next();
        environment.put("KAFKA_LOG_DIRS", directory.resolve("data").toString());
        environment.put(
                "KAFKA_LISTENERS",
                "INTERNAL://127.0.0.1:" + internal + ",HOST://127.0.0.1:" + host + ",CONTROLLER://127.0.0.1:"
                        + controller);
        environment.put("KAFKA_ADVERTISED_LISTENERS", "INTERNAL://localhost:" + internal + ",HOST://localhost:" + host);
        environment.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@127.0.0.1:" + controller);
        return environment;
    }

    private static Process java(Map<String, String> environment, Path log, String... program) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                Checkout.file("stack/target/lib") + File.separator + "*"));
        command.addAll(List.of(program));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("KAFKA_"));
        builder.environment().putAll(new HashMap<>(environment));
        return builder.start();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
