package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temp;

    @Test
    void isMadeWithItsParents() {
        try (DataDirectory directory = DataDirectory.open(temp.resolve("a/b"))) {
            assertThat(directory.kafka()).isDirectory();
            assertThat(directory.s3()).isDirectory();
        }
    }

    @Test
    void canBeOpenedAgainAfterItWasClosed() {
        DataDirectory.open(temp).close();

        DataDirectory.open(temp).close();

        assertThat(temp.resolve("stack.lock")).exists();
    }

    @Test
    void saysSoWhenItCannotBeADirectory() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "not a directory");

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("Cannot write to the data directory " + file);
    }
}
