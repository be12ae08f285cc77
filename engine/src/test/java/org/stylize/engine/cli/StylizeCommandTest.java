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
        "--steps, many, 'Invalid value'",
        "--set, colour=3, 'is not a parameter of a recipe'",
        "--threads, 0, '--threads: must be at least 1'",
        "--preview-every, -1, '--preview-every: must be at least 1'",
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
        "--sweep, 'seed=1,2,3,4,5,6,7,8,9 --sweep steps=1,2,3,4,5,6,7,8', 'at most 64 pictures can be made but these are 72'",
        "--sweep, 'steps=5,0', 'steps must be an integer from 1'",
        "--contact-sheet, sheet.png, 'needs a parameter to --sweep'",
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
        assertThat(err.toString()).contains("is no manifest: Missing creator property 'versions'");
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
                .map(argument -> argument.matches(".*\\.(png|gif)")
                        ? directory.resolve(argument).toString()
                        : argument)
                .forEach(resolved::add);
        return StylizeCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), resolved.toArray(String[]::new));
    }
}
