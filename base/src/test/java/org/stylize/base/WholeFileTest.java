package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path directory;

    @Test
    void writesTextAsUtf8AndReplacesWhatWasThere() throws IOException {
        Path file = directory.resolve("a.txt");
        WholeFile.write(file, "first, and longer");

        WholeFile.write(file, "zweite, größer");

        assertThat(file).content().isEqualTo("zweite, größer");
        assertThat(directory).isDirectoryContaining(each -> each.equals(file));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void leavesNothingBehindIfItCannotWrite() throws IOException {
        Path taken = Files.createDirectories(directory.resolve("taken").resolve("inner"));

        assertThatThrownBy(() -> WholeFile.write(taken.getParent(), "text")).isInstanceOf(IOException.class);

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(taken.getParent());
        }
    }
}
