package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoryTest {
    private static final String SETTING = "gateway.view.directory";

    @TempDir
    private Path parent;

    @Test
    void aTemporaryDirectoryIsDeletedWithItsContent() throws IOException {
        LocalDirectory directory = LocalDirectory.temporary(parent, "view", SETTING);
        Files.writeString(
                Files.createDirectories(directory.path().resolve("a/b")).resolve("c"), "content");

        directory.close();
        directory.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aNamedDirectoryStays() throws IOException {
        Path named = Files.createDirectory(parent.resolve("mine"));
        try (LocalDirectory directory = LocalDirectory.of(named, "view", SETTING)) {
            assertThat(directory.path()).isEqualTo(named);
        }
        assertThat(named).exists();
    }

    @Test
    void whatAKilledProcessLeftIsDeletedByTheNextOne() throws IOException {
        Path left = Files.createDirectories(parent.resolve("stylize-view-1234/content/of-a-killed-process"));
        Files.createFile(parent.resolve("stylize-view-1234/lock"));
        Path beingMade = Files.createDirectory(parent.resolve("stylize-view-without-a-lock"));
        Path ofAnotherPart = Files.createDirectory(parent.resolve("stylize-ledger-1234"));
        Files.createFile(ofAnotherPart.resolve("lock"));

        try (LocalDirectory living = LocalDirectory.temporary(parent, "view", SETTING);
                LocalDirectory next = LocalDirectory.temporary(parent, "view", SETTING)) {
            assertThat(left).doesNotExist();
            assertThat(beingMade).exists();
            assertThat(ofAnotherPart).exists();
            assertThat(living.path()).exists();
            assertThat(next.path()).exists().isNotEqualTo(living.path());
        }
    }

    @Test
    void whereNoneCanBeMadeTheSettingIsNamed() {
        assertThatThrownBy(() -> LocalDirectory.temporary(parent.resolve("nowhere"), "view", SETTING))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("set gateway.view.directory");
    }
}
