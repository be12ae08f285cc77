package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeJson;

/** What is refused before the engine starts. */
class StylizeCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writePictures() throws IOException {
        byte[] grey = ImageEncoder.png(RgbImage.of(new ImageSize(64, 48), new byte[3 * 64 * 48]));
        Files.write(directory.resolve("photograph.png"), grey);
        Files.write(directory.resolve("painting.png"), grey);
        Files.writeString(directory.resolve("text.png"), "no picture");
        Files.write(directory.resolve("tiny.png"), ImageEncoder.png(RgbImage.of(new ImageSize(1, 1), new byte[] {1, 2, 3
        })));
    }

    @ParameterizedTest
    @CsvSource({
        "--preset, impressionism, 'preset is unknown'",
        "--style-weight, -1, 'styleWeight must be'",
        "--steps, 0, 'steps must be'",
        "--steps, many, 'Invalid value for option ''--steps'': expected a number but found \"many\"'",
        "--threads, two, 'Invalid value for option ''--threads'': expected an integer but found \"two\"'",
        "--format, jpeg, '--format: the result is written as JPEG but the name result.png says PNG; change one of"
                + " them'",
        "--set, 'schedule={\"type\":\"constant\"}', 'schedule.type is unknown: \"constant\" is none of step-decay,"
                + " cosine, inverse-power; nearest is cosine'",
        "--sweep, 'seed=1,1', '-o: the result of seed 1 and the result of seed 1 would be one file, '",
        "--set, colour=3, 'is not a parameter of a recipe'",
        "--threads, 0, '--threads: must be at least 1'",
        "--preview-every, -1, '--preview-every: must be at least 1'",
        "--save-every, -1, '--save-every: must be at least 1'",
        "--output-dir, somewhere, '--output-dir: needs a directory of photographs, --input-dir'",
        "--tile-side, 63, '--tile-side: must be at least 64'",
        "--painting, x, 'Unknown option'",
        "--quality, 0, '--quality: must be 1 to 100 but is 0'",
        "--bit-depth, 12, '--bit-depth: a PNG has 8 or 16 bits a sample but not 12'",
        "--format, gif, '--format: expected'",
        "--set, network.poling=max, 'nearest is pooling'",
        "--set, precision=fp64, precision",
        "--colours, sepia, 'colours is unknown'",
        "--recipe, nowhere.json, 'there is no file nowhere.json'",
        "--mask, photograph.png --mask photograph.png, 'masks must be none or one for each of the 1 styles but are 2'",
        "--replay, nowhere.json, 'takes pictures and recipe from the manifest'",
        "--sweep, steps, 'expected a parameter and its values'",
        "--sweep, steps=1 --sweep seed=1 --sweep tvWeight=1, 'at most 2 parameters'",
        "--sweep, 'seed=1,2,3,4,5,6,7,8,9 --sweep steps=1,2,3,4,5,6,7,8', 'at most 64 pictures can be made but these"
                + " are 72'",
        "--sweep, 'steps=5,0', 'steps must be an integer from 1'",
        "--contact-sheet, sheet.png, 'needs a parameter to --sweep'",
        "--threads, 1 --threads 1 --steps 0, '--threads: expected once but found 2 times'",
        "--steps, 1 --steps 2, '--steps: expected once but found 2 times'",
        "-o, other.png, '-o: expected once but found 2 times'",
        "--format, png --sweep seed=1 --format png --sweep steps=1, '--format: expected once but found 2 times'",
    })
    void refusesAWrongOption(String option, String value, String message) {
        List<String> arguments = new ArrayList<>(List.of("photograph.png", "painting.png", "-o", "result.png", option));
        arguments.addAll(List.of(value.split(" ")));
        int code = run(arguments.toArray(String[]::new));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(directory.resolve("result.png")).doesNotExist();
    }

    @Test
    void refusesAResultOfAFormatThatIsNotWritten() {
        assertThat(run("photograph.png", "painting.png", "-o", "result.gif")).isEqualTo(2);
        assertThat(err.toString()).contains("-o: expected a name that ends in png, jpg, jpeg, webp, tif or tiff");
    }

    @ParameterizedTest
    @CsvSource({
        "-o photograph.png, -o: the result would replace the content image",
        "-o painting.png, -o: the result would replace the style image",
        "-o link.png, -o: the result would replace the content image",
        "-o folder/photograph.png, -o: the result would replace the content image",
        "-o result.png --mask photograph.png --mask result.png --style photograph.png, -o: the result would replace"
                + " the mask 2",
        "-o result.png --start result.png, -o: the result would replace the start picture",
        "-o result.png --protect result.png, -o: the result would replace the protection mask",
        "-o result.png --recipe result.manifest.json, -o: the manifest would replace the file of --recipe",
        "-o result.png --trace photograph.png, --trace: the trace would replace the content image",
        "-o result.png --trace result.png, --trace: the trace and the result would be one file",
        "-o result.png --trace result.manifest.json, --trace: the trace and the manifest would be one file",
        "-o result.png --preview-every 1 --style result.preview.jpg, --preview-every: the preview would replace the"
                + " style image 2",
        "-o result.png --preview-every 1 --trace result.preview.jpg, --trace: the trace and the preview would be one"
                + " file",
        "-o result.png --save-every 100 --style result-0100.png, --save-every: the picture after step 100 would"
                + " replace the style image 2",
        "--sweep seed=1 --contact-sheet painting.png, --contact-sheet: the contact sheet would replace the style image",
        "--sweep seed=1 -o result.png --contact-sheet result-seed-1.png, --contact-sheet: the contact sheet and the"
                + " result of seed 1 would be one file",
        "--sweep seed=1 -o result.png --style result-seed-1.png, -o: the result of seed 1 would replace the style"
                + " image 2",
    })
    void refusesToWriteOverWhatItReadsOrWrites(String options, String message) throws IOException {
        Files.createSymbolicLink(directory.resolve("link.png"), Path.of("photograph.png"));
        Files.createSymbolicLink(directory.resolve("folder"), Path.of("."));
        Files.writeString(directory.resolve("result.manifest.json"), RecipeJson.write(Presets.named("fast")));
        byte[] photograph = Files.readAllBytes(directory.resolve("photograph.png"));
        List<String> arguments = new ArrayList<>(List.of("photograph.png", "painting.png"));
        arguments.addAll(List.of(options.split(" ")));

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).contains(message);
        assertThat(directory.resolve("photograph.png")).hasBinaryContent(photograph);
    }

    @Test
    void refusesToWriteToADeviceOrInCircles() throws IOException {
        Files.createSymbolicLink(directory.resolve("circle.png"), Path.of("circle.png"));

        assertThat(run("photograph.png", "painting.png", "--format", "png", "-o", "/dev/null"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("-o: must be a file but /dev/null is a device or a pipe");
        assertThat(run("photograph.png", "painting.png", "-o", "circle.png")).isEqualTo(2);
        assertThat(err.toString()).contains("circle.png is a symbolic link that leads to itself");
    }

    @Test
    void listsThePresetsWithSizeStepsAndTime() {
        assertThat(run("--list-presets")).isZero();

        assertThat(out.toString().lines()).hasSameSizeAs(Presets.names());
        assertThat(out.toString())
                .containsPattern("balanced           512 px        104 steps  ~\\d+ s +Painterly")
                .containsPattern("poster             2048 px       152 steps  ~\\d+ min +For prints")
                .containsPattern("d2l                450 x 300 px  500 steps  ~\\d+ min +The textbook's recipe");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void acceptsAScheduleThatIsLongerThanTheRun() {
        run(
                "photograph.png",
                "text.png",
                "-o",
                "result.png",
                "--preset",
                "d2l",
                "--steps",
                "30",
                "--decay-every",
                "50");

        assertThat(err.toString()).doesNotContain("schedule").contains("style image: expected a PNG, JPEG");
    }

    @Test
    void refusesAResultInADirectoryThatIsNotThere() {
        assertThat(run("photograph.png", "painting.png", "-o", "nowhere/result.png"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no directory");
    }

    @ParameterizedTest
    @CsvSource({
        "missing.png, painting.png, content image: there is no file",
        "photograph.png, missing.png, style image: there is no file",
        "text.png, painting.png, 'content image: expected a PNG, JPEG'",
        "photograph.png, tiny.png, style image: a picture must be at least 16 pixels",
    })
    void saysWhichPictureIsWrongAndHow(String content, String style, String message) {
        int code = run(content, style, "-o", "result.png");

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void asksForPicturesAndAResult() {
        assertThat(run("-o", "result.png")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a content image and at least one style image");
        assertThat(run("photograph.png", "painting.png")).isEqualTo(2);
        assertThat(err.toString()).contains("-o: the result needs a file");
    }

    @Test
    void refusesToReplayWhatIsNoManifest() throws IOException {
        Path file = directory.resolve("result.manifest.json");
        Files.writeString(file, "{\"manifest\": 1, \"colour\": 2}");

        assertThat(run("--replay", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("result.manifest.json is not a manifest: its field versions is missing or not as a manifest"
                        + " has it");
    }

    @Test
    void documentationHasTheWholeHelp() throws IOException {
        assertThat(run("--help")).isZero();

        assertThat(Files.readString(Path.of("../docs/cli.md"))).contains("```\n" + out + "```\n");
    }

    @Test
    void showsTheUsageWithoutArguments() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: stylize");
    }

    @Test
    void tellsVersionAndHelpOnStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("stylize ").contains("Exit codes:").contains("Default: balanced.");
    }

    /** File names are taken as names in the directory. */
    private int run(String... arguments) {
        List<String> resolved = new ArrayList<>();
        Stream.of(arguments)
                .map(argument -> argument.matches("[^-/][^=]*\\.(png|gif|jpg|json)") && !argument.startsWith("nowhere")
                        ? directory.resolve(argument).toString()
                        : argument)
                .forEach(resolved::add);
        return StylizeCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), resolved.toArray(String[]::new));
    }
}
