package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.Texture;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Start;

/** The frames of a film, in this process, with the shipped weights and tiny pictures. */
class FilmTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeFrames() throws IOException {
        Files.createDirectory(directory.resolve("in"));
        frame("a.png", 0);
        frame("b.png", 2);
        frame("c.png", 4);
        Files.write(directory.resolve("painting.png"), ImageEncoder.png(Texture.frame(SIZE, 700, 300)));
    }

    @Test
    void eachFrameBeginsAsTheOneBeforeMoved() throws IOException {
        assertThat(film()).as(err.toString()).isZero();

        assertThat(out.toString().lines()).containsExactly(result("a.png"), result("b.png"), result("c.png"));
        assertThat(err.toString())
                .containsPattern("It follows a.png: 9[0-9] % of it were seen before.")
                .containsPattern("It follows b.png: 9[0-9] % of it were seen before.")
                .contains("Picture 2 of 3: b.png");
        assertThat(directory.resolve("out/a.manifest.json").toFile()).content().contains("\"start\" : \"content\"");
        assertThat(directory.resolve("out/b.manifest.json").toFile()).content().contains("start/b.png");
        assertThat(directory.resolve("out/start")).isDirectoryNotContaining("glob:**/a.png");
    }

    @Test
    void whatIsDoneStaysAndWhatFollowsAnotherFrameIsPaintedAgain() throws IOException {
        assertThat(film()).as(err.toString()).isZero();
        byte[] last = Files.readAllBytes(directory.resolve("out/c.png"));
        forget();

        assertThat(film()).isZero();

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("3 of 3 pictures are done already.");
        Files.delete(directory.resolve("out/b.png"));
        forget();

        assertThat(film()).isZero();

        assertThat(out.toString().lines()).containsExactly(result("b.png"), result("c.png"));
        assertThat(err.toString())
                .contains("c.png is painted again and replaces " + result("c.png")
                        + ": the picture before it is another");
        assertThat(directory.resolve("out/c.png")).hasBinaryContent(last);
    }

    @Test
    void aFrameCanBeMadeAgainFromItsManifest() throws IOException {
        assertThat(film()).as(err.toString()).isZero();

        assertThat(run("--replay", at("out/c.manifest.json")))
                .as(err.toString())
                .isZero();
    }

    @Test
    void aNewSceneIsPaintedAsAPhotographIs() throws IOException {
        frame("c.png", 3000);

        assertThat(film()).as(err.toString()).isZero();

        assertThat(err.toString()).contains("It follows a.png").contains("It begins a new scene: ");
        assertThat(directory.resolve("out/start/c.png")).doesNotExist();
    }

    @Test
    void aFrameAfterOneThatCannotBePaintedIsPaintedAsAPhotographIs() throws IOException {
        Files.writeString(directory.resolve("in/a.png"), "no picture");

        assertThat(film()).isEqualTo(5);

        assertThat(out.toString().lines()).containsExactly(result("b.png"), result("c.png"));
        assertThat(directory.resolve("out/start/b.png")).doesNotExist();
        assertThat(directory.resolve("out/start/c.png")).exists();
    }

    @Test
    void theFramesNeedADirectory() {
        assertThat(run(at("in/a.png"), at("painting.png"), "--film", "-o", at("x.png")))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--film: needs a directory of photographs, --input-dir");
    }

    @Test
    void aFrameThatFollowsHasTheLossesAndStepsOfTheLastScale() {
        Recipe poster = Presets.named("poster");

        Recipe following = Film.following(poster);

        assertThat(following.stages()).containsExactly(new Scales.Scale(2048, 8));
        assertThat(following.start()).isEqualTo(Start.PICTURE);
        assertThat(following.losses())
                .isEqualTo(poster.lossesAt(new Scales.Scale(2048, 8)).losses())
                .isNotEqualTo(poster.losses());
    }

    private void frame(String name, double left) throws IOException {
        Files.write(directory.resolve("in").resolve(name), ImageEncoder.png(Texture.frame(SIZE, left, left / 2)));
    }

    private int film() {
        return run(
                "--input-dir",
                at("in"),
                at("painting.png"),
                "--output-dir",
                at("out"),
                "--film",
                "--preset",
                "fast",
                "--size",
                "48",
                "--steps",
                "1",
                "--threads",
                "1");
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
}
