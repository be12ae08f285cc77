package org.stylize.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageFormat;
import org.stylize.image.KeptExif;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Recipe;
import picocli.CommandLine.Option;

/** Where the result goes, and what is written beside it. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The result: .png, .jpg, .webp or .tif. Beside it, NAME.manifest.json says how it was made.")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "png, jpeg, webp or tiff, for a name without such an ending. Default: as the name ends.")
    private @Nullable String format;

    @Option(
            names = "--bit-depth",
            paramLabel = "BITS",
            description = "Bits of each colour: 8, or 16 in PNG and TIFF. Default: 8.")
    private int bitDepth = 8;

    @Option(
            names = "--quality",
            paramLabel = "Q",
            description = "Of JPEG and WebP, 1 to 100; a WebP of 100 is lossless. Default: "
                    + OutputFormat.DEFAULT_QUALITY + ".")
    private int quality = OutputFormat.DEFAULT_QUALITY;

    @Option(
            names = "--keep-gps",
            description = "Also keep where the photograph was taken. What else its EXIF says is kept without this.")
    private boolean keepGps;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "JSON with the manifest, and losses by term and layer, learning rate and seconds of each step.")
    private @Nullable Path trace;

    @Option(
            names = "--preview-every",
            paramLabel = "N",
            description = "Every N steps, write the picture as it is then beside the result, as NAME.preview.jpg.")
    private int previewEvery;

    @Option(
            names = "--save-every",
            paramLabel = "N",
            description =
                    "Every N steps, write the picture as it is then beside the result, as NAME-0010.png and so on: of"
                            + " the size and format of the result.")
    private int saveEvery;

    @Nullable
    Path output() {
        return output;
    }

    @Nullable
    Path trace() {
        return trace;
    }

    /** What is written beside a result while it is painted. */
    InterimPictures interim(Path result, OutputFormat format, Recipe recipe) {
        return new InterimPictures(result, format, recipe.totalSteps(), previewEvery, saveEvery);
    }

    boolean hasInterim() {
        return previewEvery > 0 || saveEvery > 0;
    }

    /**
     * How the result is written.
     *
     * @throws UsageException naming the option that does not suit the others
     */
    OutputFormat formatOf(Path result) {
        ImageFormat named;
        try {
            named = OutputFormat.formatNamed(format == null ? String.valueOf(result.getFileName()) : "." + format);
        } catch (IllegalArgumentException e) {
            throw new UsageException((format == null ? "-o: " : "--format: ") + e.getMessage());
        }
        requireEnding(format == null ? "-o" : "--format", result, named);
        if (quality < 1 || quality > 100) {
            throw new UsageException("--quality: must be 1 to 100 but is " + quality);
        }
        try {
            return new OutputFormat(named, bitDepth, quality, keepGps ? KeptExif.ALL : KeptExif.WITHOUT_GPS);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--bit-depth: " + e.getMessage());
        }
    }

    /** How the results of a folder are written: as {@code --format} says, else as PNG. */
    OutputFormat formatOfFolder() {
        return formatOf(Path.of("result." + (format == null ? "png" : format)));
    }

    /** The ending that the results of a folder get. */
    static String endingOf(OutputFormat format) {
        return switch (format.format()) {
            case PNG -> ".png";
            case JPEG -> ".jpg";
            case WEBP -> ".webp";
            case TIFF -> ".tif";
            case BMP, GIF -> throw new IllegalArgumentException("a result is never a " + format.format());
        };
    }

    /**
     * Refuses a name that ends as another format does; a name without such an ending may have any.
     *
     * @throws UsageException naming the option
     */
    static void requireEnding(String option, Path result, ImageFormat format) {
        ImageFormat byName;
        try {
            byName = OutputFormat.formatNamed(String.valueOf(result.getFileName()));
        } catch (IllegalArgumentException e) {
            return;
        }
        if (byName != format) {
            throw new UsageException(option + ": the result is written as " + format + " but the name "
                    + result.getFileName() + " says " + byName + "; change one of them");
        }
    }

    /**
     * Adds what is written for one picture: the result, its manifest, interim pictures, and the trace if there is to be one.
     *
     * @param option that says where, for messages
     * @param which of several results, for messages
     * @param interim what is written beside it while it is painted
     */
    void addTo(RunFiles files, String option, Path result, String which, InterimPictures interim) throws IOException {
        files.writes(option, "result" + which, result);
        files.writes(option, "manifest" + which, ManifestFile.beside(result));
        interim.addTo(files);
        if (trace != null) {
            files.writes("--trace", "trace", trace);
        }
    }

    void check() {
        if (previewEvery < 0) {
            throw new UsageException("--preview-every: must be at least 1 but is " + previewEvery);
        }
        if (saveEvery < 0) {
            throw new UsageException("--save-every: must be at least 1 but is " + saveEvery);
        }
    }
}
