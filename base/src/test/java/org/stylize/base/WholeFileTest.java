package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path directory;

    @Test
    void writesTextAsUtf8AndReplacesAnExistingFile() throws IOException {
        Path file = directory.resolve("a.txt");
        WholeFile.write(file, "first, and longer");

        WholeFile.write(file, "zweite, größer");

        assertThat(file).content().isEqualTo("zweite, größer");
        assertThatOnlyExists(file);
    }

    @Test
    void writesBytesAndReplacesAnExistingFile() throws IOException {
        Path file = directory.resolve("result.png");
        Files.writeString(file, "old");

        WholeFile.write(file, new byte[] {1, 2, 3});

        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThatOnlyExists(file);
    }

    @Test
    void leavesNoPartBehindWhenWritingFails() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("taken"));
        Files.writeString(taken.resolve("inside"), "a directory with content cannot be replaced");

        assertThatThrownBy(() -> WholeFile.write(taken, "text")).isInstanceOf(IOException.class);

        assertThatOnlyExists(taken);
    }

    @Test
    void replacesTheFileThatALinkLeadsToAndKeepsTheLink() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path file = elsewhere.resolve("result.png");
        Path link = Files.createSymbolicLink(directory.resolve("latest"), Path.of("elsewhere", "result.png"));

        WholeFile.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(file).isRegularFile().hasContent("new");
    }

    @Test
    void refusesALoopOfLinks() throws IOException {
        Path first = directory.resolve("first");
        Path second = Files.createSymbolicLink(directory.resolve("second"), first);
        Files.createSymbolicLink(first, second);

        assertThatThrownBy(() -> WholeFile.write(first, "text")).isInstanceOf(FileSystemLoopException.class);
    }

    private void assertThatOnlyExists(Path file) throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }
}
