package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.base.Sha256;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;

/** The services as a user starts them, each a process, with the real engine: jobs go in, pictures come out. */
class FleetEndToEndIT {
    private static final Path PHOTOGRAPH = Checkout.file("samples/photographs/chelsea.jpg");
    private static final Path PAINTING = Checkout.file("samples/paintings/night-over-the-bay.jpg");
    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final Duration JOB_DEADLINE = Duration.ofMinutes(10);
    private static final int SIDE_PIXELS = 96;

    @TempDir
    private static Path data;

    private static Fleet fleet;
    private static CommandLineClient client;
    private static ServiceProcess firstWorker;

    @BeforeAll
    static void startFleet() {
        fleet = new Fleet(new FleetSettings(
                Checkout.root(), data, 0, 0, 0, Map.of("worker.threads", "1", "stack.lock-duration", "4s")));
        fleet.startStack();
        ServiceProcess gateway = fleet.startGateway();
        firstWorker = fleet.startWorker();
        client = new CommandLineClient(
                URI.create(gateway.awaitReady(START_DEADLINE).getProperty("http.url")));
        firstWorker.awaitReady(START_DEADLINE);
    }

    @AfterAll
    static void stopFleet() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void commandLineWatchesTheJobAndWritesThePicture(@TempDir Path directory) throws IOException {
        Path picture = directory.resolve("out.png");

        CommandLineClient.Result result = client.run(
                "submit",
                PHOTOGRAPH.toString(),
                PAINTING.toString(),
                "-o",
                picture.toString(),
                "--preset",
                "d2l",
                "--size",
                String.valueOf(SIDE_PIXELS),
                "--steps",
                "20",
                "--watch");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("20");
        BufferedImage image = ImageIO.read(picture.toFile());
        assertThat(Math.max(image.getWidth(), image.getHeight())).isEqualTo(SIDE_PIXELS);
        assertThat(new Brightness(image).deviation()).as("not one grey").isGreaterThan(10);
    }

    @Test
    void commandLineMakesTheSameBytesFromTheManifestOfAJob(@TempDir Path directory) throws IOException {
        String id = client.submit(PHOTOGRAPH, PAINTING, SIDE_PIXELS, 5);
        JsonNode job = awaitEnd(id);
        Path manifest = directory.resolve("job.json");
        Path again = directory.resolve("again.png");
        Path pictures = Files.createDirectory(directory.resolve("pictures"));
        Files.copy(PHOTOGRAPH, pictures.resolve("a picture of mine"));
        Files.copy(PAINTING, pictures.resolve("another"));

        CommandLineClient.Result fetched = client.run("result", id, "--manifest", "-o", manifest.toString());
        CommandLineClient.Result replayed = CommandLineClient.stylize(
                "--replay", manifest.toString(), "--pictures", pictures.toString(), "-o", again.toString());

        assertThat(fetched.exitCode()).as(fetched.output()).isZero();
        assertThat(Files.readString(manifest)).contains(id);
        assertThat(replayed.exitCode()).as(replayed.output()).isZero();
        assertThat(Sha256.of(Files.readAllBytes(again)))
                .isEqualTo(job.path("sha256").asText());
        assertThat(job.path("execution").path("threads").asInt()).isEqualTo(1);
    }

    @Test
    void brokenPictureFailsWithItsReasonAndTheFleetGoesOn(@TempDir Path directory) throws IOException {
        Path text = directory.resolve("not-a-picture.jpg");
        Files.writeString(text, "This is no picture.");

        CommandLineClient.Result refused = client.run("submit", text.toString(), PAINTING.toString());
        CommandLineClient.Result next = client.run(
                "submit",
                PHOTOGRAPH.toString(),
                PAINTING.toString(),
                "--size",
                String.valueOf(SIDE_PIXELS),
                "--steps",
                "5",
                "--watch");

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(3);
        assertThat(next.exitCode()).as(next.output()).isZero();
    }

    @Test
    void killedWorkersJobIsFinishedByAnotherAndJobsSpreadOverBoth() {
        ServiceProcess victim = firstWorker;
        String lost = client.submit(PHOTOGRAPH, PAINTING, SIDE_PIXELS, 200);
        await().atMost(JOB_DEADLINE).until(() -> client.job(lost).path("state").asText(), "RUNNING"::equals);

        ServiceProcess second = fleet.startWorker();
        victim.kill9();
        second.awaitReady(START_DEADLINE);
        JsonNode finished = awaitEnd(lost);

        assertThat(finished.path("state").asText()).as(finished.toString()).isEqualTo("COMPLETED");
        assertThat(finished.path("attempt").asInt()).isEqualTo(2);
        assertThat(finished.path("worker").asText()).isEqualTo(second.name());

        firstWorker = fleet.startWorker();
        firstWorker.awaitReady(START_DEADLINE);
        List<String> jobs = IntStream.range(0, 6)
                .mapToObj(i -> client.submit(PHOTOGRAPH, PAINTING, SIDE_PIXELS, 30))
                .toList();
        Set<String> workers = jobs.stream()
                .map(FleetEndToEndIT::awaitEnd)
                .map(job -> job.path("worker").asText())
                .collect(Collectors.toSet());

        assertThat(workers).containsExactlyInAnyOrder(second.name(), firstWorker.name());
    }

    private static JsonNode awaitEnd(String id) {
        return await().atMost(JOB_DEADLINE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> client.job(id), job -> Set.of("COMPLETED", "FAILED")
                        .contains(job.path("state").asText()));
    }

    /** Mean and spread of a picture's brightness, 0 to 255. */
    private record Brightness(BufferedImage image) {
        double deviation() {
            double sum = 0;
            double squares = 0;
            int pixels = image.getWidth() * image.getHeight();
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    int rgb = image.getRGB(x, y);
                    double value = ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3.0;
                    sum += value;
                    squares += value * value;
                }
            }
            double mean = sum / pixels;
            return Math.sqrt(squares / pixels - mean * mean);
        }
    }
}
