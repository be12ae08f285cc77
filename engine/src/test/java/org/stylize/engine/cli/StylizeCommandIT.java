package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;

/** The program as a process of its own, with the shipped weights. */
class StylizeCommandIT {
    private static final int MINUTES = 5;

    @TempDir
    private Path directory;

    @BeforeEach
    void writePictures() throws IOException {
        Files.write(directory.resolve("photograph.png"), ImageEncoder.png(picture(1)));
        Files.write(directory.resolve("painting.png"), ImageEncoder.png(picture(2)));
    }

    @Test
    void paintsAPictureAndTellsHow() throws IOException, InterruptedException {
        Process process = start(
                "--preset", "d2l", "-o", "result.png", "--steps", "4", "--trace", "trace.json", "--preview-every", "2");

        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(err).isZero();
        assertThat(err).contains("step 4 of 4").contains("Done in");
        assertThat(decoded("result.png").size()).isEqualTo(new ImageSize(64, 48));
        assertThat(decoded("result.png")).isNotEqualTo(picture(1));
        assertThat(decoded("result.preview.jpg").size()).isEqualTo(new ImageSize(64, 48));

        JsonNode trace =
                new ObjectMapper().readTree(directory.resolve("trace.json").toFile());
        assertThat(trace.get("recipe").get("name").asText()).isEqualTo("d2l");
        assertThat(trace.get("result").get("width").asInt()).isEqualTo(64);
        assertThat(trace.get("versions").get("engine").asText()).startsWith("PyTorch 2.");
        assertThat(trace.get("steps")).hasSize(4).allSatisfy(step -> {
            assertThat(step.get("total").asDouble()).isPositive();
            assertThat(step.get("seconds").asDouble()).isPositive();
            assertThat(step.get("layers")).hasSize(7);
        });
        assertThat(trace.get("steps").get(0).get("learningRate").asDouble()).isEqualTo(0.3);
        assertThat(trace.get("steps").get(0).get("content").asDouble())
                .as("the start is the content image")
                .isLessThan(1e-6);
    }

    @Test
    void writesAJpegWhereTheNameSaysSo() throws IOException, InterruptedException {
        Process process = start("-o", "result.jpg", "--steps", "1");

        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(err).isZero();
        assertThat(Files.readAllBytes(directory.resolve("result.jpg"))).startsWith(0xff, 0xd8);
    }

    @Test
    void stopsBetweenTwoStepsAndWritesNothing() throws IOException, InterruptedException {
        Process process = start("-o", "result.png", "--steps", "5000");

        List<String> lines = interruptedAtStepOne(process);

        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(lines).last().asString().startsWith("stylize: stopped before step ");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("photograph.png", "painting.png");
    }

    @Test
    void keepsThePartialPictureAndTheStateAtCtrlC() throws IOException, InterruptedException {
        Process process =
                start("-o", "result.png", "--steps", "5000", "--keep-partial", "--checkpoint", "result.state");

        List<String> lines = interruptedAtStepOne(process);

        assertThat(process.exitValue()).as(String.join("\n", lines)).isEqualTo(130);
        assertThat(lines)
                .anyMatch(line -> line.matches("Stopped: result\\.png is partial, after step \\d+ of \\d+\\."))
                .contains("To continue: the same command with --resume result.state");
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("result.png\n");
        assertThat(decoded("result.png").size()).isEqualTo(new ImageSize(64, 48));
        assertThat(new ObjectMapper()
                        .readTree(directory.resolve("result.manifest.json").toFile())
                        .path("partial")
                        .path("step")
                        .asInt())
                .isPositive();
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "photograph.png", "painting.png", "result.png", "result.manifest.json", "result.state");
    }

    @Test
    void aFolderGoesOnAfterCtrlC() throws IOException, InterruptedException {
        Files.createDirectory(directory.resolve("in"));
        for (String name : List.of("a.png", "b.png")) {
            Files.copy(
                    directory.resolve("photograph.png"), directory.resolve("in").resolve(name));
        }
        String[] command = {
            "--input-dir", "in", "painting.png", "--output-dir", "out", "--preset", "d2l", "--steps", "40"
        };
        Process first = process(command);

        List<String> lines = interruptedAtStepOne(first);

        assertThat(first.exitValue()).as(String.join("\n", lines)).isEqualTo(130);
        assertThat(lines).contains("Stopped: 0 of 2 pictures are done. To go on: the same command.");
        assertThat(directory.resolve("out").toFile().list()).containsExactly("a.checkpoint");

        Process second = process(command);

        String err = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).as(err).isZero();
        assertThat(err).contains("Continuing after step ").contains("Picture 2 of 2: b.png");
        assertThat(directory.resolve("out/a.png")).hasSameBinaryContentAs(directory.resolve("out/b.png"));
    }

    /** What the process says on standard error until its end. */
    private static List<String> interruptedAtStepOne(Process process) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = err.readLine()) != null) {
                lines.add(line);
                if (line.startsWith("step 1 ")) {
                    interrupt(process);
                }
            }
        }
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        return lines;
    }

    /** As Ctrl-C does. */
    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private Process start(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("photograph.png", "painting.png"));
        arguments.addAll(List.of(options));
        return process(arguments.toArray(String[]::new));
    }

    private Process process(String... arguments) throws IOException {
        // Shells have the signal ignored for what they put in the background, and a child would inherit that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                StylizeCommand.class.getName(),
                "--size",
                "64",
                "--threads",
                "1"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return builder.start();
    }

    private RgbImage decoded(String file) throws IOException {
        return ImageDecoder.decode(Files.readAllBytes(directory.resolve(file)), ImageLimits.DEFAULT);
    }

    private static RgbImage picture(long seed) {
        ImageSize size = new ImageSize(64, 48);
        byte[] rgb = new byte[3 * (int) size.pixels()];
        new Random(seed).nextBytes(rgb);
        return RgbImage.of(size, rgb);
    }
}
