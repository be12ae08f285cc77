package org.stylize.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.VggStylizer;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;

/**
 * A stylization that goes on when it is told to, so that several programs can take turns on one machine: for each line
 * with a number n on standard input it does n steps and answers with a line of JSON. Ends with the input.
 */
public final class PacedStylization {
    private PacedStylization() {}

    /** Arguments: content file, style file, width, height, precision, back end. */
    public static void main(String[] args) throws IOException {
        Recipe recipe = Presets.named("d2l")
                .with(RecipeOverrides.fromJson(String.format(
                        Locale.ROOT,
                        "{\"steps\": 10000, \"widthPixels\": %s, \"heightPixels\": %s, \"precision\": \"%s\"}",
                        args[2],
                        args[3],
                        args[4])));
        StylizerSettings settings = new StylizerSettings(
                "cpu",
                1,
                WeightsSource.shipped(),
                4096,
                BackEndKind.labelled(args[5]),
                MemorySettings.AUTOMATIC,
                false,
                ImageLimits.DEFAULT);
        ImageBytes content = new ImageBytes(Files.readAllBytes(Path.of(args[0])));
        ImageBytes style = new ImageBytes(Files.readAllBytes(Path.of(args[1])));
        try (Stylizer stylizer = VggStylizer.open(settings)) {
            stylizer.stylize(recipe, Pictures.of(content, List.of(style)), new Pace());
        } catch (StoppedException e) {
            System.err.println(e.getMessage());
        }
    }

    /** Holds the stylization between two commands. */
    private static final class Pace implements Stylizer.Watcher {
        private final BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        private int asked;
        private int left;
        private boolean over;
        private long wallNanos;
        private long cpuNanos;

        @Override
        public void started(Plan plan, Execution execution) {
            next();
        }

        @Override
        public void stepped(Stylizer.Step step) {
            left--;
            if (left == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "{\"steps\": %d, \"cpuSeconds\": %.6f, \"wallSeconds\": %.6f, \"peakMiB\": %d}%n",
                        asked,
                        (ProcessMemory.cpuNanos() - cpuNanos) / 1e9,
                        (System.nanoTime() - wallNanos) / 1e9,
                        ProcessMemory.peakMebibytes());
                System.out.flush();
                next();
            }
        }

        @Override
        public Stylizer.Command command() {
            return over ? Stylizer.Command.CANCEL : Stylizer.Command.GO_ON;
        }

        private void next() {
            try {
                String line = commands.readLine();
                over = line == null;
                asked = line == null ? 0 : Integer.parseInt(line.trim());
            } catch (IOException e) {
                throw new UncheckedIOException("standard input cannot be read", e);
            }
            left = asked;
            cpuNanos = ProcessMemory.cpuNanos();
            wallNanos = System.nanoTime();
        }
    }
}
