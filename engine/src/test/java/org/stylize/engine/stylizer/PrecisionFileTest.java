package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.engine.Precision.BF16;
import static org.stylize.engine.Precision.FP32;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.engine.Precision;

class PrecisionFileTest {
    private static final List<Precision> BF16_FIRST = List.of(BF16, FP32);
    private static final PrecisionFile.Key KEY =
            new PrecisionFile.Key(1, "Model 8", "cpu amd64 Maker avx512f", "PyTorch 2.7.1", 1);

    @TempDir
    private Path directory;

    private PrecisionFile file;

    @BeforeEach
    void nameFile() {
        file = new PrecisionFile(directory.resolve("cache/stylize"), KEY);
    }

    @Test
    void whatOneProcessFoundTheNextOneKnows() {
        assertThat(file.bestFirst()).isEmpty();

        file.found(BF16_FIRST);

        assertThat(new PrecisionFile(file.directory(), KEY).bestFirst()).contains(BF16_FIRST);
        assertThat(file.directory().toFile().list())
                .as("no half file")
                .containsExactly(String.valueOf(file.file().getFileName()));
    }

    @Test
    void anotherProcessorEngineOrNumberOfThreadsIsTriedForItself() {
        file.found(BF16_FIRST);

        for (PrecisionFile.Key other : List.of(
                new PrecisionFile.Key(2, KEY.processor(), KEY.kind(), KEY.engine(), KEY.threads()),
                new PrecisionFile.Key(1, "Model 9", KEY.kind(), KEY.engine(), KEY.threads()),
                new PrecisionFile.Key(1, KEY.processor(), KEY.kind() + " amx_bf16", KEY.engine(), KEY.threads()),
                new PrecisionFile.Key(1, KEY.processor(), KEY.kind(), "PyTorch 2.8.0", KEY.threads()),
                new PrecisionFile.Key(1, KEY.processor(), KEY.kind(), KEY.engine(), 2))) {
            PrecisionFile theirs = new PrecisionFile(file.directory(), other);
            assertThat(theirs.bestFirst()).isEmpty();
            theirs.found(List.of(FP32, BF16));
        }

        assertThat(file.bestFirst()).as("each has a file").contains(BF16_FIRST);
    }

    @Test
    void afterTheFileIsDeletedItIsDecidedAgain() throws IOException {
        file.found(BF16_FIRST);
        Files.delete(file.file());

        assertThat(file.bestFirst()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"key\":null,\"precisions\":[\"BF16\",\"FP32\"]}",
                "{\"precisions\":[\"BF16\",\"FP32\"]}",
            })
    void aDamagedFileIsAsNone(String text) throws IOException {
        file.found(BF16_FIRST);
        Files.writeString(file.file(), text);

        assertThat(file.bestFirst()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"BF16\"]",
                "[\"FP64\",\"FP32\"]",
                "[\"BF16\",\"BF16\"]",
                "[null,\"FP32\"]",
                "[\"BF16\",\"FP32\",\"FP32\"]",
                "null",
                "7"
            })
    void aFileThatNamesNoOrderOfAllPrecisionsIsAsNone(String precisions) throws IOException {
        file.found(BF16_FIRST);
        String whole = Files.readString(file.file());
        Files.writeString(file.file(), whole.replaceAll("(?s)\\[.*]", precisions));

        assertThat(file.bestFirst()).isEmpty();
    }

    @Test
    void aFileOfAnotherMachineUnderThisNameIsAsNone() throws IOException {
        file.found(BF16_FIRST);
        Files.writeString(file.file(), Files.readString(file.file()).replace("Model 8", "Model 9"));

        assertThat(file.bestFirst()).isEmpty();
    }

    @Test
    void anEndlessFileIsNotRead() throws IOException {
        Files.createDirectories(file.directory());
        Files.write(file.file(), new byte[1 << 20]);

        assertThat(file.bestFirst()).isEmpty();
    }

    @Test
    void whereNothingCanBeWrittenNothingIsKeptAndNothingFails() throws IOException {
        Files.writeString(directory.resolve("cache"), "a file where the directory should be");

        file.found(BF16_FIRST);

        assertThat(file.bestFirst()).isEmpty();
        PrecisionFile nowhere = new PrecisionFile(Path.of("/proc/stylize"), KEY); // read-only, for root too
        nowhere.found(BF16_FIRST);
        assertThat(nowhere.bestFirst()).isEmpty();
    }

    @Test
    void liesInTheUsersCache() {
        assertThat(PrecisionFile.directory(Map.of("XDG_CACHE_HOME", "/tmp/cache"), "/users/kim"))
                .contains(Path.of("/tmp/cache/stylize"));
        assertThat(PrecisionFile.directory(Map.of(), "/users/kim")).contains(Path.of("/users/kim/.cache/stylize"));
        assertThat(PrecisionFile.directory(Map.of("XDG_CACHE_HOME", "cache"), "/users/kim"))
                .as("a relative path does not count, by the specification")
                .contains(Path.of("/users/kim/.cache/stylize"));
        assertThat(PrecisionFile.directory(Map.of(), "?"))
                .as("a user without a home")
                .isEmpty();
        assertThat(PrecisionFile.directory(Map.of(), null)).isEmpty();
    }
}
