package org.stylize.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.base.WholeFile;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.image.ImageLimits;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Recipe;

/**
 * Paints every cell of a sweep, writes each result if there is a name for it, and the contact sheet.
 *
 * @param notes what is to be said before each picture
 * @param output name that results get with their values in it; null for the sheet only
 * @param sheet null for the results only
 */
record SweepRun(
        Sweep sweep,
        List<Recipe> recipes,
        List<Optional<String>> notes,
        Inputs inputs,
        @Nullable Path output,
        OutputFormat format,
        @Nullable Path sheet,
        String title) {

    /** Adds what is written. */
    static void addTo(RunFiles files, Sweep sweep, OutputOptions options, @Nullable Path output, @Nullable Path sheet)
            throws IOException {
        if (output != null) {
            for (Map<String, String> cell : sweep.cells()) {
                options.addTo(files, "-o", fileFor(output, cell), " of " + label(cell), InterimPictures.NONE);
            }
        }
        if (sheet != null) {
            files.writes("--contact-sheet", "contact sheet", sheet);
        }
    }

    /** Paints one after the other; names of written files go to {@code out}. */
    void run(Painter painter, PrintWriter out, PrintWriter err) throws IOException {
        ContactSheet pictures = new ContactSheet(title, sweep.columns());
        List<Map<String, String>> cells = sweep.cells();
        for (int i = 0; i < cells.size(); i++) {
            Map<String, String> cell = cells.get(i);
            err.println("Picture " + (i + 1) + " of " + cells.size() + ": " + label(cell));
            notes.get(i).ifPresent(err::println);
            Painter.Painted painted = painter.paint(Painter.Order.of(recipes.get(i), inputs, format));
            if (output != null) {
                Path file = fileFor(output, cell);
                painter.write(painted, file, null);
                out.println(file);
            }
            pictures.add(
                    ImageDecoder.decode(painted.file(), ImageLimits.DEFAULT),
                    List.of(label(cell), losses(painted.pastiche().losses()), time(painted)));
        }
        if (sheet != null) {
            WholeFile.write(sheet, ImageEncoder.encode(pictures.drawn(), SweepOptions.sheetFormat(sheet)));
            out.println(sheet);
        }
    }

    private static String label(Map<String, String> cell) {
        return cell.entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String losses(Losses losses) {
        return String.format(
                Locale.ROOT,
                "content %.3g, style %.3g, tv %.3g",
                losses.content(),
                losses.style(),
                losses.totalVariation());
    }

    private static String time(Painter.Painted painted) {
        return String.format(
                Locale.ROOT,
                "%d steps, %.1f s",
                painted.steps().size(),
                painted.pastiche().optimizationSeconds());
    }

    /** {@code result.png} with styleWeight 5 is {@code result-styleWeight-5.png}. */
    static Path fileFor(Path output, Map<String, String> cell) {
        String values = cell.entrySet().stream()
                .map(value -> "-" + value.getKey() + "-" + value.getValue())
                .collect(Collectors.joining())
                .replaceAll("[^A-Za-z0-9.+-]", "_");
        return FileName.withEnding(output, values + FileName.ending(output));
    }
}
