package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
    @TempDir
    private Path directory;

    @Test
    void aResultHasTheNameOfItsPhotograph() {
        assertThat(Folder.resultNames(List.of("a.jpg", "b.tar.png", "c d.JPEG")))
                .containsExactly("a", "b.tar", "c d");
    }

    @Test
    void photographsOfOneNameKeepTheirEndings() {
        assertThat(Folder.resultNames(List.of("a.jpg", "a.png", "b.png"))).containsExactly("a.jpg", "a.png", "b");
    }

    @Test
    void aNameThatIsTakenByAnEndingThatWasKeptIsKeptWholeToo() {
        assertThat(Folder.resultNames(List.of("a.jpg", "a.jpg.tif", "a.png")))
                .containsExactly("a.jpg", "a.jpg.tif", "a.png");
    }

    @Test
    void picturesAreKnownByTheirEndingsAndComeInOrder() throws IOException {
        for (String name : List.of("c.WEBP", "a.jpg", "notes.txt", ".hidden.jpg", ".DS_Store", "b.heic")) {
            Files.writeString(directory.resolve(name), "");
        }
        Files.createDirectory(directory.resolve("deeper.png"));

        Folder folder = Folder.of(directory, Path.of("out"), ".tif");

        assertThat(folder.items())
                .containsExactly(
                        new Folder.Item(directory.resolve("a.jpg"), Path.of("out/a.tif")),
                        new Folder.Item(directory.resolve("c.WEBP"), Path.of("out/c.tif")));
        assertThat(folder.others()).containsExactly("b.heic", "notes.txt");
    }

    @Test
    void theRestTakesAsLongAsThePicturesBeforeOrAsThisOne() {
        assertThat(new FolderRun.Remaining(3, 0).secondsLeft(2, 8)).isCloseTo(8 + 3 * 10, within(1e-9));
        assertThat(new FolderRun.Remaining(3, 20).secondsLeft(2, 8)).isCloseTo(8 + 3 * 20, within(1e-9));
    }
}
