package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path directory;

    @Test
    void replacesWhatWasThereAndLeavesNothingBeside() throws IOException {
        Path file = directory.resolve("result.png");
        Files.writeString(file, "old");

        AtomicFile.write(file, new byte[] {1, 2, 3});

        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void leavesNothingBesideWhenItFails() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("result.png"));
        Files.writeString(taken.resolve("inside"), "so that it cannot be replaced");

        assertThatThrownBy(() -> AtomicFile.write(taken, new byte[] {1})).isInstanceOf(IOException.class);

        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(taken));
    }
}
