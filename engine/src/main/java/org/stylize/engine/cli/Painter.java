package org.stylize.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Stop;
import org.stylize.base.WholeFile;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.Machine;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.engine.manifest.Manifest;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.VggStylizer;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Recipe;

/** Paints with one engine, and writes results with their manifests. One thread at a time. */
final class Painter implements AutoCloseable {
    /** Width of the terminal on standard error, set by the script that starts the program; absent for plain lines. */
    private static final String COLUMNS = "stylize.columns";

    private final VggStylizer stylizer;
    private final PrintWriter err;
    private final Stop stop;

    private Painter(VggStylizer stylizer, PrintWriter err, Stop stop) {
        this.stylizer = stylizer;
        this.err = err;
        this.stop = stop;
    }

    /** What works. */
    Machine machine() {
        return stylizer.machine();
    }

    /** Starts the engine. */
    static Painter open(StylizerSettings settings, PrintWriter err, Stop stop) {
        return new Painter(VggStylizer.open(settings), err, stop);
    }

    /**
     * What is to be painted.
     *
     * @param interim pictures to be written while the work goes on
     * @param checkpoints where it begins and where its state is kept
     * @param until when it ends
     * @param whole run of which it is a part; null if it is all
     */
    record Order(
            Recipe recipe,
            Inputs inputs,
            OutputFormat format,
            InterimPictures interim,
            Checkpointing checkpoints,
            CommandWatcher.Until until,
            Progress.@Nullable WholeRun whole) {
        /** The result and nothing else. */
        static Order of(Recipe recipe, Inputs inputs, OutputFormat format) {
            return new Order(
                    recipe,
                    inputs,
                    format,
                    InterimPictures.NONE,
                    Checkpointing.NONE,
                    CommandWatcher.Until.THE_END,
                    null);
        }

        /** The same until a step, after which the picture is finished; 0 for all. */
        Order upTo(int step) {
            return new Order(
                    recipe,
                    inputs,
                    format,
                    interim,
                    checkpoints,
                    new CommandWatcher.Until(step, until.keepsPartial()),
                    whole);
        }

        /** The same from its beginning. */
        Order fromTheBeginning() {
            return new Order(recipe, inputs, format, interim, checkpoints.fromTheBeginning(), until, whole);
        }
    }

    /** What was painted, with every step. */
    record Painted(Order order, Stylizer.Pastiche pastiche, List<Trace.TracedStep> steps, double seconds) {
        byte[] file() {
            return pastiche.image().toArray();
        }

        /** Whether the picture was finished before its last step. */
        boolean isPartial() {
            return pastiche.ending() == Stylizer.Ending.FINISHED_EARLY;
        }
    }

    /**
     * Paints, and shows progress.
     *
     * @throws StoppedException at Ctrl-C, unless the order keeps partial pictures
     * @throws UnusableCheckpointException if the order's checkpoint is one of another job
     */
    Painted paint(Order order) {
        long began = System.nanoTime();
        Progress progress = new Progress(err, Integer.getInteger(COLUMNS, 0), System::nanoTime, order.whole());
        Checkpointing checkpoints = order.checkpoints();
        CommandWatcher watcher =
                new CommandWatcher(progress, order.interim(), checkpoints, order.until(), System::nanoTime, stop);
        Checkpoint from = checkpoints.from();
        if (from != null) {
            err.printf(Locale.ROOT, "Continuing after step %d of %d.%n", from.step(), from.steps());
        }
        try {
            Stylizer.Pastiche pastiche =
                    stylizer.stylize(order.recipe(), order.inputs().pictures(), order.format(), from, watcher);
            Painted painted = new Painted(order, pastiche, watcher.steps(), (System.nanoTime() - began) / 1e9);
            if (painted.isPartial()) {
                watcher.brokenOff();
            }
            sayIfEarly(order, pastiche);
            return painted;
        } catch (RuntimeException e) {
            watcher.brokenOff();
            if (e instanceof StoppedException stopped) {
                keep(stopped, checkpoints);
            }
            throw e;
        }
    }

    private void keep(StoppedException stopped, Checkpointing checkpoints) {
        Checkpoint checkpoint = stopped.checkpoint();
        Path file = checkpoints.file();
        if (checkpoint != null && file != null) {
            CommandWatcher.write(checkpoint, file);
            err.printf(
                    Locale.ROOT,
                    "The checkpoint %s has the state after step %d. To continue: %s%n",
                    file,
                    checkpoint.step(),
                    checkpoints.toContinue());
        }
    }

    private void sayIfEarly(Order order, Stylizer.Pastiche pastiche) {
        Optional<String> reason =
                switch (pastiche.ending()) {
                    case ALL_STEPS -> Optional.empty();
                    case NO_GAIN -> Optional.of("nothing more was gained");
                    case OUT_OF_TIME -> Optional.of("the time was used up");
                    case FINISHED_EARLY -> Optional.empty(); // whoever asked for it knows
                };
        reason.ifPresent(why -> err.printf(
                Locale.ROOT,
                "Ended after %d of %d steps: %s.%n",
                pastiche.plan().steps(),
                order.recipe().totalSteps(),
                why));
    }

    /**
     * Writes the manifest, the result beside it, and the trace if there is to be one. Then no checkpoint is needed, unless the
     * picture is partial.
     */
    void write(Painted painted, Path output, @Nullable Path trace) throws IOException {
        byte[] file = painted.file();
        Manifest manifest = manifest(painted, file, output);
        WholeFile.write(ManifestFile.beside(output), manifest.json()); // first: no result is without
        WholeFile.write(output, file);
        if (trace != null) {
            Trace whole =
                    new Trace(manifest, painted.steps(), painted.pastiche().optimizationSeconds(), painted.seconds());
            WholeFile.write(trace, whole.json());
        }
        Path checkpoint = painted.order().checkpoints().file();
        if (checkpoint != null && !painted.isPartial()) {
            Files.deleteIfExists(checkpoint);
        }
    }

    /** Says what a stop left, where partial pictures are kept. */
    void sayWhatIsKept(Painted painted, Path output) {
        err.printf(
                Locale.ROOT,
                "Stopped: %s is partial, after step %d of %d.%n",
                output,
                painted.pastiche().plan().steps(),
                painted.order().recipe().totalSteps());
        Checkpointing checkpoints = painted.order().checkpoints();
        Path checkpoint = checkpoints.file();
        if (checkpoint != null && Files.exists(checkpoint)) {
            err.println("To continue: " + checkpoints.toContinue());
        }
    }

    private Manifest manifest(Painted painted, byte[] file, Path output) throws IOException {
        Order order = painted.order();
        Inputs inputs = order.inputs();
        return Manifest.of(
                String.valueOf(output.getFileName()),
                file,
                order.format(),
                painted.pastiche(),
                stylizer.machine(),
                order.recipe(),
                new Manifest.Inputs(
                        picture(inputs.content(), output),
                        pictures(inputs.styles().stream().map(Inputs.Style::image), output),
                        inputs.styles().stream().map(Inputs.Style::share).toList(),
                        pictures(
                                inputs.styles().stream().map(Inputs.Style::mask).filter(Objects::nonNull), output),
                        inputs.start() == null ? null : picture(inputs.start(), output),
                        inputs.protection() == null ? null : picture(inputs.protection(), output)),
                null);
    }

    private static List<Manifest.Picture> pictures(Stream<InputPicture> pictures, Path output) throws IOException {
        List<Manifest.Picture> described = new ArrayList<>();
        for (InputPicture each : pictures.toList()) {
            described.add(picture(each, output));
        }
        return described;
    }

    private static Manifest.Picture picture(InputPicture picture, Path output) throws IOException {
        return new Manifest.Picture(
                fromBeside(output, picture.file()), picture.sha256(), picture.width(), picture.height());
    }

    /** A file's name as seen from the directory of another; where directories are symbolic links, from where they lead. */
    private static String fromBeside(Path output, Path file) throws IOException {
        return directoryOf(output)
                .relativize(directoryOf(file).resolve(file.getFileName()))
                .toString();
    }

    private static Path directoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        return directory == null ? file.toAbsolutePath() : directory.toRealPath();
    }

    @Override
    public void close() {
        stylizer.close();
    }
}
