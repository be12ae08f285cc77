package org.stylize.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.stylize.base.WholeFile;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Stylizer.Step;
import org.stylize.image.OutputFormat;

/**
 * Pictures of the unfinished pastiche that are written beside the result while the work goes on.
 *
 * @param result file that they are named after
 * @param format of the result, and of the numbered pictures
 * @param steps of the whole work
 * @param previewEvery steps between two previews, which replace each other; 0 for none
 * @param saveEvery steps between two numbered pictures; 0 for none
 */
record InterimPictures(Path result, OutputFormat format, int steps, int previewEvery, int saveEvery) {
    /** There are none. */
    static final InterimPictures NONE = new InterimPictures(Path.of(""), OutputFormat.PNG, 0, 0, 0);

    private static final int FEWEST_DIGITS = 4;

    /** Adds what will be written. */
    void addTo(RunFiles files) throws IOException {
        if (previewEvery > 0) {
            files.writes("--preview-every", "preview", preview());
        }
        if (saveEvery > 0) {
            for (int step = saveEvery; step <= steps; step += saveEvery) {
                files.writes("--save-every", "picture after step " + step, numbered(step));
            }
        }
    }

    /** Writes what is due after a step. */
    void write(Step step) {
        if (previewEvery > 0 && step.number() % previewEvery == 0) {
            write("preview", preview(), step.preview().jpeg());
        }
        if (saveEvery > 0 && step.number() % saveEvery == 0) {
            write("picture", numbered(step.number()), step.preview().result(format));
        }
    }

    private Path preview() {
        return FileName.withEnding(result, ".preview.jpg");
    }

    /** {@code result.png} is {@code result-0010.png} after step 10; all numbers of a run have as many digits. */
    Path numbered(int step) {
        int digits = Math.max(FEWEST_DIGITS, Integer.toString(steps).length());
        return FileName.withEnding(
                result, String.format(Locale.ROOT, "-%0" + digits + "d", step) + FileName.ending(result));
    }

    private static void write(String what, Path file, ImageBytes picture) {
        try {
            WholeFile.write(file, picture.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the " + what + " " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
