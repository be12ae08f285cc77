package org.stylize.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
     * @param preview file that previews replace; null for none
     * @param previewEvery steps between two previews; 0 for none
     * @param checkpoints where it begins and where its state is kept
     */
    record Order(
            Recipe recipe,
            Inputs inputs,
            OutputFormat format,
            @Nullable Path preview,
            int previewEvery,
            Checkpointing checkpoints) {}

    /** What was painted, with every step. */
    record Painted(Order order, Stylizer.Pastiche pastiche, List<Trace.TracedStep> steps, double seconds) {
        byte[] file() {
            return pastiche.image().toArray();
        }
    }

    /**
     * Paints, and shows progress.
     *
     * @throws StoppedException at Ctrl-C
     */
    Painted paint(Order order) {
        long began = System.nanoTime();
        Progress progress = new Progress(err, Integer.getInteger(COLUMNS, 0), System::nanoTime);
        Checkpointing checkpoints = order.checkpoints();
        CommandWatcher watcher = new CommandWatcher(
                progress, order.preview(), order.previewEvery(), checkpoints, System::nanoTime, stop);
        Checkpoint from = checkpoints.from();
        if (from != null) {
            err.printf(Locale.ROOT, "Continuing after step %d of %d.%n", from.step(), from.steps());
        }
        try {
            Stylizer.Pastiche pastiche =
                    stylizer.stylize(order.recipe(), order.inputs().pictures(), order.format(), from, watcher);
            sayIfEarly(order, pastiche);
            return new Painted(order, pastiche, watcher.steps(), (System.nanoTime() - began) / 1e9);
        } catch (UnusableCheckpointException e) {
            throw CheckpointOptions.unusable(e);
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
                    "The checkpoint %s has the state after step %d. To continue: the same command with --resume %s%n",
                    file,
                    checkpoint.step(),
                    file);
        }
    }

    private void sayIfEarly(Order order, Stylizer.Pastiche pastiche) {
        if (pastiche.ending() != Stylizer.Ending.ALL_STEPS) {
            err.printf(
                    Locale.ROOT,
                    "Ended after %d of %d steps: %s.%n",
                    pastiche.plan().steps(),
                    order.recipe().totalSteps(),
                    pastiche.ending() == Stylizer.Ending.NO_GAIN ? "nothing more was gained" : "the time was used up");
        }
    }

    /** Writes the result, the manifest beside it, and the trace if there is to be one; then no checkpoint is needed. */
    void write(Painted painted, Path output, @Nullable Path trace) throws IOException {
        byte[] file = painted.file();
        Manifest manifest = manifest(painted, file, output);
        WholeFile.write(output, file);
        WholeFile.write(ManifestFile.beside(output), manifest.json());
        if (trace != null) {
            Trace whole =
                    new Trace(manifest, painted.steps(), painted.pastiche().optimizationSeconds(), painted.seconds());
            WholeFile.write(trace, whole.json());
        }
        Path checkpoint = painted.order().checkpoints().file();
        if (checkpoint != null) {
            Files.deleteIfExists(checkpoint);
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
