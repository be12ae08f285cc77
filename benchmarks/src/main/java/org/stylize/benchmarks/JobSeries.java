package org.stylize.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
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
 * Many jobs, one after the other, on one stylizer, as a worker has it. Measures how long each takes to its first step and
 * what memory the process and the device hold after it; prints JSON, one line for each job that is reported.
 */
public final class JobSeries {
    private JobSeries() {}

    /**
     * Arguments: preset, overrides as JSON, number of jobs, report every so many jobs, tile side (0 for automatic), {@code
     * warm} or {@code cold}, content file, and style files, of which the jobs take one after the other.
     */
    public static void main(String[] args) throws IOException {
        Recipe recipe = Presets.named(args[0]).with(RecipeOverrides.fromJson(args[1]));
        int jobs = Integer.parseInt(args[2]);
        int every = Integer.parseInt(args[3]);
        MemorySettings memory = MemorySettings.AUTOMATIC.withTileSidePixels(Integer.parseInt(args[4]));
        ImageBytes content = new ImageBytes(Files.readAllBytes(Path.of(args[6])));
        List<ImageBytes> styles = new ArrayList<>();
        for (int i = 7; i < args.length; i++) {
            styles.add(new ImageBytes(Files.readAllBytes(Path.of(args[i]))));
        }
        long opening = System.nanoTime();
        try (VggStylizer stylizer = VggStylizer.open(new StylizerSettings(
                "cpu",
                1,
                WeightsSource.shipped(),
                8192,
                BackEndKind.COMPILED,
                memory,
                args[5].equals("warm"),
                ImageLimits.DEFAULT))) {
            System.out.printf(Locale.ROOT, "{\"openSeconds\": %.3f}%n", (System.nanoTime() - opening) / 1e9);
            for (int job = 1; job <= jobs; job++) {
                Course course = new Course();
                stylizer.stylize(recipe, Pictures.of(content, List.of(styles.get((job - 1) % styles.size()))), course);
                long ended = System.nanoTime();
                if (job == 1 || job % every == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "{\"job\": %d, \"toStartMillis\": %.1f, \"toFirstStepMillis\": %.1f, \"stepsMillis\": %.1f,"
                                    + " \"afterMillis\": %.1f, \"cpuMillisToStart\": %.1f, \"residentMiB\": %d,"
                                    + " \"peakMiB\": %d, \"arrays\": %d}%n",
                            job,
                            (course.started - course.called) / 1e6,
                            (course.firstStep - course.called) / 1e6,
                            (course.lastStep - course.firstStep) / 1e6,
                            (ended - course.lastStep) / 1e6,
                            course.cpuToStart / 1e6,
                            ProcessMemory.residentMebibytes(),
                            ProcessMemory.peakMebibytes(),
                            stylizer.liveArrays());
                }
            }
        }
    }

    /** When what happened. */
    private static final class Course implements Stylizer.Watcher {
        private final long called = System.nanoTime();
        private final long cpuCalled = ProcessMemory.cpuNanos();
        private long started;
        private long cpuToStart;
        private long firstStep;
        private long lastStep;

        @Override
        public void started(Plan plan, Execution execution) {
            started = System.nanoTime();
            cpuToStart = ProcessMemory.cpuNanos() - cpuCalled;
        }

        @Override
        public void stepped(Stylizer.Step step) {
            lastStep = System.nanoTime();
            if (firstStep == 0) {
                firstStep = lastStep;
            }
        }

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
