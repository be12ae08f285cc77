package org.stylize.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the project are. */
public final class Checkout {
    private Checkout() {}

    /** The directory with docker-compose.yml: the working directory or one above it. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null) {
            if (Files.exists(directory.resolve("docker-compose.yml"))) {
                return directory;
            }
            directory = directory.getParent();
        }
        throw new IllegalStateException(
                "no docker-compose.yml in " + Path.of("").toAbsolutePath() + " or a directory above it");
    }

    /** A file by its path from the root. */
    public static Path file(String path) {
        return root().resolve(path);
    }
}
