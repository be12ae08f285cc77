package org.stylize.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** In {@code src/test/resources/fuzz}: files that led to faults, and some that Jazzer found to reach different code. */
class FuzzCorpusTest {
    @TestFactory
    Stream<DynamicTest> nothingButItsOwnExceptionComesOfAnyBytes() {
        return Arrays.stream(FuzzTarget.values())
                .map(target -> dynamicTest(target.name(), () -> {
                    List<Path> files = files(target);
                    assertThat(files).isNotEmpty();
                    for (Path file : files) {
                        try {
                            target.read(Files.readAllBytes(file));
                        } catch (RuntimeException | Error e) {
                            throw new AssertionError(file.toString(), e);
                        }
                    }
                }));
    }

    private static List<Path> files(FuzzTarget target) throws IOException {
        Path directory =
                Path.of("src", "test", "resources", "fuzz", target.name().toLowerCase(Locale.ROOT));
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
