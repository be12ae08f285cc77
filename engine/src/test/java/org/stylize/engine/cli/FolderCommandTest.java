package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.base.Stop;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;

/** Many photographs at once, in this process, with the shipped weights and tiny pictures. */
class FolderCommandTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writePictures() throws IOException {
        Files.createDirectory(directory.resolve("in"));
        Files.write(directory.resolve("in/a.png"), ImageEncoder.png(picture(1)));
        Files.write(directory.resolve("in/b.png"), ImageEncoder.png(picture(2)));
        Files.write(directory.resolve("painting.png"), ImageEncoder.png(picture(3)));
    }

    @Test
    void paintsAllPicturesAndLeavesWhatIsDone() throws IOException {
        assertThat(folder()).as(err.toString()).isZero();

        assertThat(out.toString().lines()).containsExactly(result("a.png"), result("b.png"));
        assertThat(err.toString())
                .contains("Picture 1 of 2: a.png")
                .contains("Picture 2 of 2: b.png")
                .contains(" left for all, content ")
                .contains("2 of 2 pictures are done.");
        assertThat(results()).containsExactlyInAnyOrder("a.png", "a.manifest.json", "b.png", "b.manifest.json");

        Files.setLastModifiedTime(directory.resolve("out/a.png"), LONG_AGO);
        Files.write(directory.resolve("in/c.png"), ImageEncoder.png(picture(4)));
        forget();

        assertThat(folder()).isZero();

        assertThat(err.toString()).contains("2 of 3 pictures are done already.").contains("Picture 3 of 3: c.png");
        assertThat(out.toString().lines()).containsExactly(result("c.png"));
        assertThat(Files.getLastModifiedTime(directory.resolve("out/a.png"))).isEqualTo(LONG_AGO);
    }

    @Test
    void paintsAgainWhatBelongsToAnotherPhotographOrRecipe() throws IOException {
        assertThat(folder()).isZero();
        Files.write(directory.resolve("in/a.png"), ImageEncoder.png(picture(5)));
        forget();

        assertThat(folder()).isZero();

        assertThat(err.toString())
                .contains("a.png is painted again and replaces " + result("a.png") + ": the photograph is another");
        assertThat(out.toString().lines()).containsExactly(result("a.png"));
        forget();

        assertThat(folder("--tv-weight", "3")).isZero();

        assertThat(err.toString()).contains("b.png is painted again").contains("the recipe is another");
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void aBrokenPictureDoesNotKeepTheOthersFromIt() throws IOException {
        Files.writeString(directory.resolve("in/a.png"), "no picture");
        byte[] whole = Files.readAllBytes(directory.resolve("in/b.png"));
        Files.write(directory.resolve("in/c.png"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(directory.resolve("in/notes.txt"), "");

        assertThat(folder()).isEqualTo(5);

        assertThat(out.toString().lines()).contains(result("b.png"));
        assertThat(err.toString())
                .contains("Not pictures by their names, and left out: notes.txt")
                .contains("Not painted:")
                .contains("  a.png: content image: expected a PNG, JPEG");
    }

    @Test
    void doesNotReplaceWhatItDidNotMakeOrWhatWasChangedSince() throws IOException {
        Files.createDirectory(directory.resolve("out"));
        Files.writeString(directory.resolve("out/a.png"), "of somebody else");

        assertThat(folder()).isEqualTo(5);

        assertThat(directory.resolve("out/a.png")).hasContent("of somebody else");
        assertThat(err.toString())
                .contains("a.png: " + result("a.png")
                        + " is there already and is not replaced, because it has no manifest"
                        + " that says how it was made; move it or delete it");
        Files.write(directory.resolve("out/b.png"), new byte[] {1});
        forget();

        assertThat(folder()).isEqualTo(5);

        assertThat(directory.resolve("out/b.png")).hasBinaryContent(new byte[] {1});
        assertThat(err.toString()).contains("it is not the picture of its manifest");
    }

    @Test
    void photographsOfOneNameHaveResultsOfTheirOwn() throws IOException {
        Files.move(directory.resolve("in/b.png"), directory.resolve("in/a.jpg"));

        assertThat(folder("--format", "webp")).as(err.toString()).isZero();

        assertThat(out.toString().lines()).containsExactly(result("a.jpg.webp"), result("a.png.webp"));
    }

    @Test
    void goesOnAfterAStopWithTheBytesOfARunThatWasNotStopped() throws IOException {
        assertThat(folder()).isZero();
        byte[] whole = Files.readAllBytes(directory.resolve("out/b.png"));
        Files.delete(directory.resolve("out/b.png"));
        forget();

        assertThat(stoppedAt("step 1 of 2")).isEqualTo(130);

        assertThat(err.toString())
                .contains("has the state after step 1. To continue: the same command")
                .contains("Stopped: 1 of 2 pictures are done. To go on: the same command.");
        assertThat(directory.resolve("out/b.png")).doesNotExist();
        forget();

        assertThat(folder()).isZero();

        assertThat(err.toString()).contains("Picture 2 of 2: b.png").contains("Continuing after step 1 of 2.");
        assertThat(directory.resolve("out/b.png")).hasBinaryContent(whole);
        assertThat(results()).as("nobody needs the state any more").noneMatch(name -> name.endsWith(".checkpoint"));
    }

    @Test
    void aStateThatCannotBeUsedIsNoFault() throws IOException {
        Files.createDirectory(directory.resolve("out"));
        Files.writeString(directory.resolve("out/a.checkpoint"), "no checkpoint");

        assertThat(folder()).as(err.toString()).isZero();

        assertThat(err.toString()).contains("It starts from the beginning, because its checkpoint cannot be used: ");
        forget();
        Files.delete(directory.resolve("out/b.png"));
        assertThat(stoppedAt("step 1 of 2")).isEqualTo(130);
        forget();

        assertThat(folder("--tv-weight", "3")).isZero();

        assertThat(err.toString()).contains("It starts from the beginning").contains("the recipe is another");
    }

    @Test
    void aPartialPictureIsKeptAndLaterReplacedByTheWholeOne() throws IOException {
        assertThat(stoppedAt("step 1 of 2", "--keep-partial")).isEqualTo(130);

        assertThat(out.toString().lines()).containsExactly(result("a.png"));
        assertThat(err.toString()).contains("Stopped: " + result("a.png") + " is partial, after step 1 of 2.");
        forget();

        assertThat(folder()).isZero();

        assertThat(err.toString()).contains("it is partial").contains("Continuing after step 1 of 2.");
        assertThat(out.toString().lines()).containsExactly(result("a.png"), result("b.png"));
    }

    @ParameterizedTest
    @CsvSource({
        "--output-dir in, --output-dir: must be another directory than --input-dir",
        "--output-dir link, --output-dir: must be another directory than --input-dir",
        "--output-dir painting.png, --output-dir: must be a directory but",
        "--output-dir out -o result.png, '--input-dir: the results go to --output-dir, so give no -o'",
        "--output-dir out --sweep seed=1, '--input-dir: --sweep, --contact-sheet and --trace are for a single"
                + " photograph'",
        "--output-dir out --trace t.json, '--input-dir: --sweep, --contact-sheet and --trace are for a single"
                + " photograph'",
        "--output-dir out --checkpoint state, '--input-dir: keeps the state of each picture in --output-dir'",
        "--output-dir out --format gif, --format: expected",
        "--seed 1, '--input-dir: needs a directory for the results, --output-dir'",
    })
    void refusesWhatDoesNotSuit(String options, String message) throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), Path.of("in"));
        List<String> arguments = Stream.concat(
                        Stream.of("--input-dir", at("in"), at("painting.png")),
                        Stream.of(options.split(" "))
                                .map(word -> word.matches("in|link|out|painting.png|t.json|state|result.png")
                                        ? at(word)
                                        : word))
                .toList();

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).contains(message);
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void writesNothingOutsideOfTheOutputDirectory() throws IOException {
        Files.createDirectory(directory.resolve("out"));
        Files.createSymbolicLink(directory.resolve("out/b.manifest.json"), Path.of("../far.json"));

        assertThat(folder()).isEqualTo(2);

        assertThat(err.toString())
                .contains("--output-dir: nothing is written outside of ")
                .contains("leads to ");
        assertThat(directory.resolve("far.json")).doesNotExist();
    }

    @Test
    void refusesResultsThatWouldBeOneFile() throws IOException {
        Files.write(directory.resolve("in/a-0001.png"), ImageEncoder.png(picture(4)));

        assertThat(folder("--save-every", "1")).isEqualTo(2);

        assertThat(err.toString()).contains("the picture after step 1 and the result of a-0001.png would be one file");
    }

    @Test
    void anEmptyDirectoryOrOneThatIsNotThereIsRefused() throws IOException {
        Files.delete(directory.resolve("in/a.png"));
        Files.delete(directory.resolve("in/b.png"));

        assertThat(folder()).isEqualTo(3);
        assertThat(err.toString()).contains("--input-dir: expected pictures but found none in " + at("in"));
        Files.delete(directory.resolve("in"));
        assertThat(folder()).isEqualTo(2);
        assertThat(err.toString()).contains("--input-dir: there is no directory " + at("in"));
        assertThat(directory.resolve("out")).doesNotExist();
    }

    private int folder(String... options) {
        return run(arguments(options));
    }

    /** As with Ctrl-C when that text is shown. */
    private int stoppedAt(String text, String... options) {
        Stop stop = new Stop();
        return StylizeCommand.program(stop)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new OnText(err, text, stop::request), true))
                .execute(arguments(options));
    }

    private String[] arguments(String... options) {
        return Stream.concat(
                        Stream.of(
                                "--input-dir",
                                at("in"),
                                at("painting.png"),
                                "--output-dir",
                                at("out"),
                                "--preset",
                                "d2l",
                                "--size",
                                "48",
                                "--steps",
                                "2",
                                "--threads",
                                "1"),
                        Stream.of(options))
                .toArray(String[]::new);
    }

    private int run(String... arguments) {
        return StylizeCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void forget() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private String result(String name) {
        return at("out/" + name);
    }

    private List<String> results() {
        return List.of(directory.resolve("out").toFile().list());
    }

    private static RgbImage picture(long seed) {
        ImageSize size = new ImageSize(64, 48);
        byte[] rgb = new byte[3 * (int) size.pixels()];
        new Random(seed).nextBytes(rgb);
        return RgbImage.of(size, rgb);
    }
}
