package org.stylize.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Many photographs at once. */
final class FolderOptions {
    @Option(
            names = "--input-dir",
            paramLabel = "DIR",
            description =
                    "Paint every picture of this directory, but not of those in it. All arguments are paintings then."
                            + " What is done already stays as it is, so after Ctrl-C the same command goes on.")
    private @Nullable Path input;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description =
                    "Directory of the results, made if it is not there; another than --input-dir. A result has the name"
                            + " of its photograph, and the ending of PNG or of --format.")
    private @Nullable Path output;

    @Option(
            names = "--film",
            description =
                    "The pictures of --input-dir are the frames of a film, in the order of their names. Each begins as the"
                            + " painted frame before it, moved as the film moves, so that strokes stay on things.")
    private boolean film;

    boolean isAsked() {
        return input != null || output != null || film;
    }

    boolean isFilm() {
        return film;
    }

    /**
     * The directory with the photographs.
     *
     * @throws UsageException if it is not named or not there
     */
    Path input() {
        if (input == null) {
            throw new UsageException(
                    (film ? "--film" : "--output-dir") + ": needs a directory of photographs, --input-dir");
        }
        if (!Files.isDirectory(input)) {
            throw new UsageException("--input-dir: there is no directory " + input);
        }
        return input;
    }

    /**
     * The directory of the results, which need not be there yet.
     *
     * @throws UsageException if it is not named, no directory, or that of the photographs
     */
    Path output() throws IOException {
        if (output == null) {
            throw new UsageException("--input-dir: needs a directory for the results, --output-dir");
        }
        if (Files.exists(output)) {
            if (!Files.isDirectory(output)) {
                throw new UsageException("--output-dir: must be a directory but " + output + " is a file");
            }
            if (Files.isSameFile(output, input())) {
                throw new UsageException(
                        "--output-dir: must be another directory than --input-dir, because results would"
                                + " be taken for photographs the next time, but both are " + output);
            }
        }
        return output;
    }
}
