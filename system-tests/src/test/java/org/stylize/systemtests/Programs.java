package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the system that some tests need and that a machine may lack. */
public final class Programs {
    private Programs() {}

    /** A program on the PATH. */
    public static Optional<Path> find(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Skips the test where one of the programs is missing; with CI=true in the environment the test fails.
     *
     * @param test what needs them, as the end of "for "
     * @param packages of Debian that have them
     */
    public static void require(String test, String packages, String... names) {
        List<String> missing = missing(names);
        String message = message(missing, test, packages);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(missing).as(message).isEmpty();
        }
        assumeTrue(missing.isEmpty(), message);
    }

    /** Like {@link #require}, but the test always fails where one is missing: they are small, and Debian has them. */
    public static void demand(String test, String packages, String... names) {
        List<String> missing = missing(names);
        assertThat(missing).as(message(missing, test, packages)).isEmpty();
    }

    private static List<String> missing(String... names) {
        return Arrays.stream(names).filter(name -> find(name).isEmpty()).toList();
    }

    private static String message(List<String> missing, String test, String packages) {
        return missing + " must be on the PATH for " + test + " (Debian: apt-get install " + packages + ")";
    }
}
