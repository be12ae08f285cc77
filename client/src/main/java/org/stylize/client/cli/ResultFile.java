package org.stylize.client.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobView;
import org.stylize.client.Output;

/** The name of a file that a picture is written to. */
final class ResultFile {
    private static final Map<String, Output.Format> FORMATS = Map.of(
            ".png", Output.Format.PNG,
            ".jpg", Output.Format.JPEG,
            ".jpeg", Output.Format.JPEG,
            ".webp", Output.Format.WEBP,
            ".tif", Output.Format.TIFF,
            ".tiff", Output.Format.TIFF);

    private ResultFile() {}

    /** The format that the name says; null if it says none. */
    static Output.@Nullable Format format(Path file) {
        return FORMATS.get(ending(file).toLowerCase(Locale.ROOT));
    }

    /** The file with that ending, if its name has none. */
    static Path withEnding(Path file, String ending) {
        return ending(file).isEmpty() ? file.resolveSibling(file.getFileName() + ending) : file;
    }

    /** The file with the ending of the job's format, if its name has none. */
    static Path withEnding(Path file, JobView job) {
        Output output = job.output();
        return withEnding(file, output == null ? Output.Format.PNG.ending() : output.ending());
    }

    /** What follows the last point, with the point; empty if there is none, or the name begins with its only one. */
    static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        int point = name.lastIndexOf('.');
        return point <= 0 ? "" : name.substring(point);
    }
}
