package org.stylize.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.VggStylizer;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageLimits;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;

/**
 * A process that does jobs when it is told to, one or several at once, so that ways of arranging processes and threads can
 * take turns on one machine. For each line {@code preset, overrides, jobs, file} on standard input, with tabs between, it
 * does so many jobs and answers with a line of JSON; the last job's pastiche goes to the file as 32-bit floats in the
 * machine's byte order, unless that is {@code -}. Ends with the input.
 */
public final class ManyJobs {
    private static final OutputFormat DEEP = new OutputFormat(ImageFormat.PNG, 16, OutputFormat.DEFAULT_QUALITY);

    private ManyJobs() {}

    /** Arguments: jobs at once, each on a stylizer of its own; threads of the engine for each; content file; style file. */
    public static void main(String[] args) throws Exception {
        int atOnce = Integer.parseInt(args[0]);
        Pictures pictures = Pictures.of(
                new ImageBytes(Files.readAllBytes(Path.of(args[2]))),
                List.of(new ImageBytes(Files.readAllBytes(Path.of(args[3])))));
        List<Stylizer> stylizers = new ArrayList<>();
        ExecutorService askers = Executors.newFixedThreadPool(atOnce);
        try {
            for (int i = 0; i < atOnce; i++) {
                stylizers.add(VggStylizer.open(new StylizerSettings(
                        "cpu",
                        Integer.parseInt(args[1]),
                        WeightsSource.shipped(),
                        1024,
                        BackEndKind.COMPILED,
                        MemorySettings.AUTOMATIC,
                        true,
                        ImageLimits.DEFAULT)));
            }
            System.out.println("{\"ready\": true}");
            serve(stylizers, pictures, askers);
        } finally {
            askers.shutdown();
            stylizers.forEach(Stylizer::close);
        }
    }

    private static void serve(List<Stylizer> stylizers, Pictures pictures, ExecutorService askers)
            throws IOException, InterruptedException, ExecutionException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] command = line.split("\t", -1);
            Recipe recipe = Presets.named(command[0]).with(RecipeOverrides.fromJson(command[1]));
            AtomicInteger left = new AtomicInteger(Integer.parseInt(command[2]));
            long began = System.nanoTime();
            long cpuBegan = ProcessMemory.cpuNanos();
            List<Future<Stylizer.@Nullable Pastiche>> results = new ArrayList<>();
            for (Stylizer stylizer : stylizers) {
                results.add(askers.submit(() -> jobs(stylizer, recipe, pictures, left)));
            }
            Stylizer.@Nullable Pastiche last = null;
            for (Future<Stylizer.@Nullable Pastiche> result : results) {
                Stylizer.@Nullable Pastiche made = result.get();
                last = made == null ? last : made;
            }
            double wallSeconds = (System.nanoTime() - began) / 1e9;
            double cpuSeconds = (ProcessMemory.cpuNanos() - cpuBegan) / 1e9;
            if (last != null && !command[3].equals("-")) {
                write(Path.of(command[3]), last.image());
            }
            System.out.printf(
                    Locale.ROOT,
                    "{\"wallSeconds\": %.4f, \"cpuSeconds\": %.4f, \"peakMiB\": %d}%n",
                    wallSeconds,
                    cpuSeconds,
                    ProcessMemory.peakMebibytes());
        }
    }

    /** As a worker: takes the next job as long as there is one. Null if there was none. */
    private static Stylizer.@Nullable Pastiche jobs(
            Stylizer stylizer, Recipe recipe, Pictures pictures, AtomicInteger left) {
        Stylizer.@Nullable Pastiche last = null;
        while (left.getAndDecrement() > 0) {
            last = stylizer.stylize(recipe, pictures, DEEP, new Blind());
        }
        return last;
    }

    private static void write(Path file, ImageBytes picture) throws IOException {
        float[] units =
                ImageDecoder.decode(picture.toArray(), ImageLimits.DEFAULT).units();
        ByteBuffer bytes = ByteBuffer.allocate(4 * units.length).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(units);
        Files.write(file, bytes.array());
    }

    /** Looks at nothing. */
    private static final class Blind implements Stylizer.Watcher {
        @Override
        public void started(Plan plan, Execution execution) {}

        @Override
        public void stepped(Stylizer.Step step) {}

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
