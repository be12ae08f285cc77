package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the process: ports, data, stop, crash. */
class StackIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path temp;

    @Test
    void keepsRecordsAndObjectsOverKill9() throws Exception {
        try (StackProcess stack = StackProcess.start()) {
            putOneOfEach(stack);
            String bootstrapServers = stack.bootstrapServers();
            String s3Endpoint = stack.s3Endpoint();

            stack.kill9();
            long start = System.nanoTime();
            stack.restart();
            System.out.println(
                    "ready " + Duration.ofNanos(System.nanoTime() - start).toMillis()
                            + " ms after a restart that followed kill -9");

            assertThat(stack.bootstrapServers()).isEqualTo(bootstrapServers);
            assertThat(stack.s3Endpoint()).isEqualTo(s3Endpoint);
            assertBothAreThere(stack);
        }
    }

    @Test
    void stopsCleanlyWithinSecondsAndKeepsTheData() throws Exception {
        try (StackProcess stack = StackProcess.start()) {
            putOneOfEach(stack);

            long start = System.nanoTime();
            stack.stop();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.println("stopped in " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(10));
            assertThat(stack.output()).contains("The stack is ready.").endsWith("Stopping." + System.lineSeparator());
            assertThat(stack.dataDirectory().resolve("kafka/.kafka_cleanshutdown"))
                    .exists();

            stack.restart();
            assertBothAreThere(stack);
        }
    }

    @Test
    void endsWithCode130OnCtrlC() throws Exception {
        Path ready = temp.resolve("ready");
        // What starts the tests may have the signal ignored, as shells do for what they put in the background, and a
        // child would inherit that.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(StackProcess.command(
                StackProcess.findHome(),
                List.of(
                        "--data",
                        temp.resolve("data").toString(),
                        "--kafka-port",
                        "0",
                        "--s3-port",
                        "0",
                        "--ready-file",
                        ready.toString())));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(SOON).until(() -> Files.exists(ready));

            assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();

            await().atMost(SOON).until(() -> !process.isAlive());
            assertThat(process.exitValue()).isEqualTo(130);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysWhichPortIsTakenBeforeAnythingStarts() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program program = Program.run(
                    "--data", temp.toString(), "--kafka-port", String.valueOf(other.getLocalPort()), "--s3-port", "0");

            assertThat(program.exitCode()).isEqualTo(3);
            assertThat(program.output())
                    .startsWith("Port " + other.getLocalPort() + " on 127.0.0.1 is taken")
                    .contains("--kafka-port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesDataThatAnotherProcessUses() throws Exception {
        try (StackProcess stack = StackProcess.start()) {
            Program second =
                    Program.run("--data", stack.dataDirectory().toString(), "--kafka-port", "0", "--s3-port", "0");

            assertThat(second.exitCode()).isEqualTo(4);
            assertThat(second.output())
                    .startsWith("The data directory " + stack.dataDirectory() + " is in use by another stack.")
                    .contains("--data DIR");
        }
    }

    @Test
    void wantsANameForAllAddresses() throws Exception {
        Program program = Program.run("--host", "0.0.0.0", "--data", temp.toString());

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.output()).contains("--advertised-host must say");
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temp, // it cannot clean up
                        "-D" + StackProcess.HOME_PROPERTY + "=" + StackProcess.findHome(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle stack =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            Path data = Path.of(output.readLine());

            parent.destroyForcibly().waitFor();

            await().atMost(SOON).until(() -> !stack.isAlive());
            assertThat(data.resolve("kafka/.kafka_cleanshutdown")).exists();
        } finally {
            parent.destroyForcibly();
        }
    }

    /** Starts a stack, prints its process id and data directory, and goes on until it is killed. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            StackProcess stack = StackProcess.start();
            System.out.println(stack.pid());
            System.out.println(stack.dataDirectory());
            System.in.read();
        }
    }

    @SuppressWarnings("try") // the client's close() may throw InterruptedException; that fails the test
    private static void putOneOfEach(StackProcess stack) throws Exception {
        new KafkaClients(stack.bootstrapServers()).request("job-kept", "kept");
        try (MinioClient client = client(stack)) {
            byte[] bytes = "kept".getBytes(StandardCharsets.UTF_8);
            client.putObject(PutObjectArgs.builder()
                    .bucket(stack.bucket())
                    .object("kept")
                    .data(bytes, bytes.length)
                    .build());
        }
    }

    @SuppressWarnings("try") // the client's close() may throw InterruptedException; that fails the test
    private static void assertBothAreThere(StackProcess stack) throws Exception {
        try (ShareConsumer<String, String> worker = new KafkaClients(stack.bootstrapServers()).worker()) {
            ConsumerRecord<String, String> record = KafkaClients.next(worker, SOON);
            KafkaClients.accept(worker, record);
            assertThat(record.key()).isEqualTo("job-kept");
        }
        try (MinioClient client = client(stack);
                InputStream in = client.getObject(GetObjectArgs.builder()
                        .bucket(stack.bucket())
                        .object("kept")
                        .build())) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("kept");
        }
    }

    private static MinioClient client(StackProcess stack) {
        return MinioClient.builder()
                .endpoint(stack.s3Endpoint())
                .credentials(stack.accessKey(), stack.secretKey())
                .build();
    }
}
