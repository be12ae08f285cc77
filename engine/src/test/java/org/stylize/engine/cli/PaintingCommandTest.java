package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.base.Stop;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;

/** What is painted and written, in this process, with the shipped weights and tiny pictures. */
class PaintingCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writePictures() throws IOException {
        Files.createDirectory(directory.resolve("in"));
        Files.write(directory.resolve("in/photograph.png"), ImageEncoder.png(picture(1)));
        Files.write(directory.resolve("in/painting.png"), ImageEncoder.png(picture(2)));
    }

    @Test
    void replaysAResultToTheSameBytesFromItsManifest() throws IOException {
        paint("result.webp", "--precision", "auto", "--quality", "80");
        Path manifest = directory.resolve("result.manifest.json");

        assertThat(run("--replay", manifest.toString())).as(err.toString()).isZero();

        assertThat(err.toString()).contains("Same bytes: SHA-256 ");
        assertThat(directory.resolve("result.replayed.webp")).hasSameBinaryContentAs(directory.resolve("result.webp"));
        JsonNode first = json("result.manifest.json");
        assertThat(first.get("precision").asText()).isIn("fp32", "bf16");
        assertThat(first.get("recipe").get("network").get("precision")).isEqualTo(first.get("precision"));
        assertThat(first.get("content").get("file").asText()).isEqualTo("in/photograph.png");
        assertThat(first.get("content").get("sha256").asText()).hasSize(64);
        assertThat(first.get("weights").get("sha256").asText()).hasSize(64);
        assertThat(first.get("result").get("quality").asInt()).isEqualTo(80);
        assertThat(first.at("/losses/steps")).isNotEmpty();
        assertThat(first.at("/losses/total")).hasSameSizeAs(first.at("/losses/steps"));
        assertThat(first.get("versions").get("engine").asText()).startsWith("PyTorch ");
        assertThat(json("result.replayed.manifest.json").get("recipe")).isEqualTo(first.get("recipe"));
    }

    @Test
    void refusesToReplayFromAnotherPictureBeforeAnyWork() throws IOException {
        paint("result.png");
        Files.write(directory.resolve("in/painting.png"), ImageEncoder.png(picture(3)));

        int code = run("--replay", directory.resolve("result.manifest.json").toString());

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains("style image: ").contains("is another file than it was: expected SHA-256");
        assertThat(directory.resolve("result.replayed.png")).doesNotExist();
    }

    @Test
    void saysWhenAReplayGivesOtherBytes() throws IOException {
        paint("result.png");
        Path manifest = directory.resolve("result.manifest.json");
        String digest = json("result.manifest.json").get("result").get("sha256").asText();
        Files.writeString(manifest, Files.readString(manifest).replace(digest, "0".repeat(64)));

        assertThat(run("--replay", manifest.toString())).isEqualTo(4);

        assertThat(err.toString())
                .contains("other bytes than the manifest says")
                .contains("but made " + digest);
    }

    @Test
    void saysHowFarTheOtherPixelsLie() throws IOException {
        paint("result.png");
        Path manifest = directory.resolve("result.manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("\"steps\" : 2", "\"steps\" : 1")
                        .replace("\"every\" : 2", "\"every\" : 1"));

        assertThat(run("--replay", manifest.toString())).as(err.toString()).isEqualTo(4);

        assertThat(err.toString()).contains("The pixels differ by ").contains("Versions and processor are the same.");
    }

    @Test
    void writesTheFormatThatTheNameSaysOrTheOption() throws IOException {
        paint("result.tif", "--bit-depth", "16");
        paint("result", "--format", "jpeg");

        assertThat(decoded("result.tif").bits()).isEqualTo(16);
        assertThat(ImageHeader.read(Files.readAllBytes(directory.resolve("result")))
                        .format())
                .isEqualTo(ImageFormat.JPEG);
    }

    @Test
    void writesToTheTargetOfASymbolicLinkAndKeepsTheLink() throws IOException {
        Files.createDirectory(directory.resolve("far"));
        Files.createSymbolicLink(directory.resolve("link.png"), Path.of("next.png"));
        Files.createSymbolicLink(directory.resolve("next.png"), Path.of("far/target.png"));

        paint("link.png");
        byte[] first = Files.readAllBytes(directory.resolve("far/target.png"));
        paint("link.png", "--seed", "1", "--style-weight", "3");

        assertThat(Files.isSymbolicLink(directory.resolve("link.png"))).isTrue();
        assertThat(Files.isSymbolicLink(directory.resolve("next.png"))).isTrue();
        assertThat(decoded("far/target.png").size()).isEqualTo(new ImageSize(48, 36));
        assertThat(Files.readAllBytes(directory.resolve("far/target.png"))).isNotEqualTo(first);
        assertThat(directory.resolve("far").toFile().list()).as("no half file").containsExactly("target.png");
        assertThat(directory.resolve("link.manifest.json")).exists();
    }

    @Test
    void replaysWhereADirectoryIsASymbolicLink() throws IOException {
        Files.createDirectories(directory.resolve("deep/down/results"));
        Files.createSymbolicLink(directory.resolve("results"), Path.of("deep/down/results"));
        paint("results/result.png");

        assertThat(run(
                        "--replay",
                        directory.resolve("results/result.manifest.json").toString()))
                .as(err.toString())
                .isZero();
        assertThat(json("results/result.manifest.json")
                        .get("content")
                        .get("file")
                        .asText())
                .isEqualTo("../../../in/photograph.png");
    }

    @Test
    void refusesToReplayOntoTheFirstResultOrIntoAnotherFormat() throws IOException {
        paint("result.png");
        String manifest = directory.resolve("result.manifest.json").toString();
        byte[] result = Files.readAllBytes(directory.resolve("result.png"));

        assertThat(run(
                        "--replay",
                        manifest,
                        "-o",
                        directory.resolve("result.png").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("-o: the result would replace the first result");
        assertThat(run(
                        "--replay",
                        manifest,
                        "-o",
                        directory.resolve("again.jpg").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("-o: the result is written as PNG but the name again.jpg says JPEG");
        assertThat(directory.resolve("result.png")).hasBinaryContent(result);
    }

    @Test
    void saysBeforeTheRunHowManyStepsEachSizeGets() {
        paint("result.png", "--preset", "fast", "--size", "192", "--steps", "1");

        assertThat(err.toString())
                .startsWith("With steps 1 this recipe does 3 steps in all: 2 at 136, 1 at 192 pixels."
                        + " Each size gets at least one, the smallest more than the others.")
                .contains("pixels in 3 steps.");
    }

    @Test
    void saysNothingOfStepsWhereTheyAreAsAskedFor() {
        paint("result.png");

        assertThat(err.toString()).startsWith("Painting 48 × 36 pixels in 2 steps.");
    }

    @Test
    void tracesEveryStepBesideTheManifest() throws IOException {
        Path trace = directory.resolve("trace.json");
        paint("result.png", "--trace", trace.toString());

        JsonNode json = json("trace.json");
        assertThat(json.get("steps")).hasSize(2);
        assertThat(json.get("backEnd").asText()).isEqualTo("compiled");
        assertThat(json.get("precision").asText()).isEqualTo("fp32");
        assertThat(json.get("recipe")).isEqualTo(json("result.manifest.json").get("recipe"));
    }

    @Test
    void takesSeveralStylesAValueByItsPlaceAndTheRecipeOfAManifest() throws IOException {
        String painting = directory.resolve("in/painting.png").toString();
        String photograph = directory.resolve("in/photograph.png").toString();
        paint("result.png", "--style", photograph, "--blend", "3,1", "--set", "losses.gram.weight=7");
        Path manifest = directory.resolve("result.manifest.json");

        int code = run(
                photograph,
                painting,
                photograph,
                "--recipe",
                manifest.toString(),
                "--threads",
                "1",
                "-o",
                directory.resolve("again.png").toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(json("again.manifest.json").get("styles")).hasSize(2);
        assertThat(json("again.manifest.json").get("recipe").get("styleBlend").toString())
                .isEqualTo("[3.0,1.0]");
        assertThat(json("again.manifest.json")
                        .get("recipe")
                        .get("losses")
                        .get(1)
                        .get("weight")
                        .asDouble())
                .isEqualTo(7);
        assertThat(directory.resolve("again.png")).hasSameBinaryContentAs(directory.resolve("result.png"));
    }

    @Test
    void comparesTheValuesOfTwoParametersOnASheet() throws IOException {
        Path sheet = directory.resolve("sheet.png");
        paint(
                "result.png",
                "--sweep",
                "styleWeight=1,100",
                "--sweep",
                "seed=0,1,2",
                "--contact-sheet",
                sheet.toString());

        assertThat(directory.resolve("result-styleWeight-100-seed-2.png")).exists();
        assertThat(directory.resolve("result-styleWeight-100-seed-2.manifest.json"))
                .exists();
        assertThat(Stream.of(directory.toFile().list()).filter(name -> name.endsWith(".png")))
                .hasSize(6 + 1);
        RgbImage drawn = decoded("sheet.png");
        assertThat(drawn.size().width()).isGreaterThan(3 * 48);
        assertThat(drawn.size().height()).isGreaterThan(2 * (36 + 3 * 12));
        assertThat(drawn.rgbAt(0, 0)).as("paper").isEqualTo(0xffffff);
    }

    @Test
    void continuesFromACheckpointWithTheBytesOfARunThatWasNotStopped() throws IOException {
        paint("whole.png");
        String state = directory.resolve("state").toString();

        int code = runUntilStepOne(arguments("result.png", "--checkpoint", state));

        assertThat(code).as(err.toString()).isEqualTo(130);
        assertThat(err.toString())
                .contains("The checkpoint " + state + " has the state after step 1."
                        + " To continue: the same command with --resume " + state)
                .contains("stylize: stopped before step 2");
        assertThat(directory.resolve("result.png")).doesNotExist();

        paint("result.png", "--checkpoint", state, "--resume", state);

        assertThat(err.toString()).contains("Continuing after step 1 of 2.");
        assertThat(directory.resolve("result.png")).hasSameBinaryContentAs(directory.resolve("whole.png"));
        assertThat(directory.resolve("state")).as("nobody needs it any more").doesNotExist();
    }

    @Test
    void keepsAPartialPictureThatSaysSoAndTheStateToContinueFrom() throws IOException {
        paint("whole.png");
        String state = directory.resolve("state").toString();

        int code = runUntilStepOne(arguments("result.png", "--keep-partial", "--checkpoint", state));

        assertThat(code).as(err.toString()).isEqualTo(130);
        String result = directory.resolve("result.png").toString();
        assertThat(out.toString().lines()).last().isEqualTo(result);
        assertThat(err.toString())
                .contains("Stopped: " + result + " is partial, after step 1 of 2.")
                .contains("To continue: the same command with --resume " + state);
        assertThat(decoded("result.png").size()).isEqualTo(new ImageSize(48, 36));
        assertThat(json("result.manifest.json").get("partial").toString()).isEqualTo("{\"step\":1,\"steps\":2}");
        assertThat(Files.readString(directory.resolve("result.png"), StandardCharsets.ISO_8859_1))
                .contains("<stylize:partial>after step 1 of 2</stylize:partial>");

        paint("result.png", "--keep-partial", "--checkpoint", state, "--resume", state);

        assertThat(directory.resolve("result.png")).hasSameBinaryContentAs(directory.resolve("whole.png"));
        assertThat(json("result.manifest.json").get("partial").isNull()).isTrue();
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void keepsAPictureOfOneStepWhereItIsStoppedBeforeTheFirst() throws IOException {
        Stop stop = new Stop();
        stop.request();

        int code = StylizeCommand.program(stop)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments("result.png", "--keep-partial", "--preset", "fast", "--size", "192"));

        assertThat(code).isEqualTo(130);
        assertThat(decoded("result.png").size()).as("of the size asked for").isEqualTo(new ImageSize(192, 144));
        assertThat(json("result.manifest.json").get("partial").get("step").asInt())
                .isEqualTo(1);
    }

    @Test
    void replaysAPartialPictureToTheSameBytes() throws IOException {
        runUntilStepOne(arguments("result.png", "--keep-partial"));

        int code = run("--replay", directory.resolve("result.manifest.json").toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(err.toString())
                .contains("The first result is partial, after step 1 of 2, and so is this one.")
                .contains("Same bytes: ");
    }

    @Test
    void replaysAManifestThatIsOlderThanPartialPictures() throws IOException {
        paint("result.png");
        Path manifest = directory.resolve("result.manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"partial\" : null,", ""));

        assertThat(run("--replay", manifest.toString())).as(err.toString()).isZero();
    }

    @Test
    void savesNumberedPicturesOfTheSizeAndFormatOfTheResult() throws IOException {
        int code = run(
                directory.resolve("in/photograph.png").toString(),
                directory.resolve("in/painting.png").toString(),
                "--preset",
                "fast",
                "--size",
                "192",
                "--steps",
                "1",
                "-o",
                directory.resolve("result.tif").toString(),
                "--bit-depth",
                "16",
                "--save-every",
                "2");

        assertThat(code).as(err.toString()).isZero();
        assertThat(directory.toFile().list((at, name) -> name.endsWith(".tif")))
                .as("three steps in all")
                .containsExactlyInAnyOrder("result.tif", "result-0002.tif");
        assertThat(decoded("result-0002.tif").size())
                .isEqualTo(decoded("result.tif").size());
        assertThat(decoded("result-0002.tif").bits()).isEqualTo(16);
        assertThat(Files.readString(directory.resolve("result-0002.tif"), StandardCharsets.ISO_8859_1))
                .contains("<stylize:partial>after step 2 of 3</stylize:partial>");
    }

    @Test
    void aSavedPictureIsThePartialOneOfThatStep() throws IOException {
        paint("result.png", "--save-every", "1");
        runUntilStepOne(arguments("partial.png", "--keep-partial"));

        assertThat(directory.resolve("result-0001.png")).hasSameBinaryContentAs(directory.resolve("partial.png"));
    }

    @Test
    void writesCheckpointsWhileItPaints() throws IOException {
        Path state = directory.resolve("state");
        List<Boolean> written = new ArrayList<>();
        PrintWriter watching =
                new PrintWriter(new OnText(err, "step 2 of 2", () -> written.add(Files.isRegularFile(state))), true);

        int code = StylizeCommand.run(
                new PrintWriter(out, true),
                watching,
                arguments("result.png", "--checkpoint", state.toString(), "--checkpoint-every", "0"));

        assertThat(code).isZero();
        assertThat(written).containsExactly(true);
    }

    @Test
    void refusesACheckpointOfAnotherRecipeOrOneThatIsDamaged() throws IOException {
        Path state = directory.resolve("state");
        runUntilStepOne(arguments("result.png", "--checkpoint", state.toString()));

        assertThat(run(arguments("result.png", "--resume", state.toString(), "--tv-weight", "3")))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--resume: the checkpoint must have the fingerprint ")
                .contains("without --resume the work starts from the beginning");

        byte[] bytes = Files.readAllBytes(state);
        Files.write(state, Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(run(arguments("result.png", "--resume", state.toString()))).isEqualTo(2);
        assertThat(err.toString()).contains("--resume: the checkpoint is damaged");

        Files.delete(state);
        assertThat(run(arguments("result.png", "--resume", state.toString()))).isEqualTo(2);
        assertThat(err.toString()).contains("--resume: there is no file ");
        err.getBuffer().setLength(0);
        assertThat(run(arguments("result.png", "--checkpoint", state.toString(), "--resume", state.toString())))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--resume: there is no file ");
    }

    @Test
    void refusesCheckpointsThatDoNotSuitTheOtherOptions() throws IOException {
        String state = directory.resolve("state").toString();

        assertThat(run(arguments("result.png", "--checkpoint-every", "5"))).isEqualTo(2);
        assertThat(err.toString()).contains("--checkpoint-every: needs a file, --checkpoint");
        assertThat(run(arguments("result.png", "--checkpoint", state, "--checkpoint-every", "-1")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--checkpoint-every: must be at least 0 but is -1.0");
        assertThat(run(arguments("result.png", "--checkpoint", state, "--sweep", "tvWeight=1,2")))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--sweep: --checkpoint, --resume and --keep-partial are for a single picture");
        assertThat(run(arguments(
                        "result.png",
                        "--checkpoint",
                        directory.resolve("in/painting.png").toString())))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--checkpoint: the checkpoint would replace the style image");
    }

    /** As with Ctrl-C when the first step is shown. */
    private int runUntilStepOne(String... arguments) {
        Stop stop = new Stop();
        PrintWriter watching = new PrintWriter(new OnText(err, "step 1 of 2", stop::request), true);
        return StylizeCommand.program(stop)
                .setOut(new PrintWriter(out, true))
                .setErr(watching)
                .execute(arguments);
    }

    private void paint(String result, String... options) {
        assertThat(run(arguments(result, options))).as(err.toString()).isZero();
    }

    /** Of a small picture in two steps, unless the options say otherwise. */
    private String[] arguments(String result, String... options) {
        List<String> given = List.of(options);
        List<String> all = new ArrayList<>(List.of(
                directory.resolve("in/photograph.png").toString(),
                directory.resolve("in/painting.png").toString(),
                "-o",
                directory.resolve(result).toString()));
        for (List<String> usual : List.of(
                List.of("--preset", "d2l"),
                List.of("--size", "48"),
                List.of("--steps", "2"),
                List.of("--threads", "1"))) {
            if (!given.contains(usual.get(0))) {
                all.addAll(usual);
            }
        }
        all.addAll(given);
        return all.toArray(String[]::new);
    }

    private int run(String... arguments) {
        return StylizeCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(file).toFile());
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
