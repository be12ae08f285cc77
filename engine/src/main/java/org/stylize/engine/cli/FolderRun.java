package org.stylize.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Stop;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.DeviceFullException;
import org.stylize.engine.DivergedException;
import org.stylize.engine.StoppedException;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Recipe;

/**
 * Paints every photograph of a folder by one recipe with one engine. What is done is left as it is. A photograph that cannot
 * be painted does not keep the others from it.
 */
final class FolderRun {
    private final Folder folder;
    private final Job job;
    private final Stop stop;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<String> faults = new ArrayList<>();

    /**
     * What is done with each photograph.
     *
     * @param inputs the pictures of the job of a photograph
     * @param interim what is written beside a result while it is painted
     * @param everySeconds time between two checkpoints
     * @param until what becomes of a picture at a stop
     */
    record Job(
            Recipe recipe,
            OutputFormat format,
            Function<InputPicture, Inputs> inputs,
            Function<Path, InterimPictures> interim,
            double everySeconds,
            CommandWatcher.Until until) {}

    FolderRun(Folder folder, Job job, Stop stop, PrintWriter out, PrintWriter err) {
        this.folder = folder;
        this.job = job;
        this.stop = stop;
        this.out = out;
        this.err = err;
    }

    /**
     * Paints what is not done yet; names of written results go to the standard output.
     *
     * @param engine starts the engine, if anything is to be painted
     * @return the exit code
     */
    int run(Supplier<Painter> engine) throws IOException {
        List<Folder.Item> all = folder.items();
        List<Folder.Item> open = new ArrayList<>();
        for (Folder.Item item : all) {
            if (isOpen(item)) {
                open.add(item);
            }
        }
        int done = all.size() - open.size() - faults.size();
        if (done > 0) {
            err.println(done + " of " + all.size() + " pictures are done already.");
        }
        if (!open.isEmpty() && !stop.isRequested()) {
            try (Painter painter = engine.get()) {
                done += paint(open, done, painter);
            }
        }
        return end(done);
    }

    /** Whether the item has to be painted; if it cannot be, that is noted. */
    private boolean isOpen(Folder.Item item) throws IOException {
        if (!Files.exists(item.result())) {
            return true; // whether the photograph can be read is seen when its turn comes
        }
        Optional<Inputs> inputs = inputs(item);
        if (inputs.isEmpty()) {
            return false;
        }
        return EarlierResult.at(item.result(), job.recipe(), inputs.get(), job.format())
                .match(new EarlierResult.Cases<>() {
                    @Override
                    public Boolean none() {
                        return true;
                    }

                    @Override
                    public Boolean same() {
                        return false;
                    }

                    @Override
                    public Boolean other(EarlierResult.Other other) {
                        err.println(item.name() + " is painted again and replaces " + item.result() + ": "
                                + other.difference());
                        return true;
                    }

                    @Override
                    public Boolean foreign(EarlierResult.Foreign foreign) {
                        fault(
                                item,
                                item.result() + " is there already and is not replaced, because " + foreign.reason()
                                        + "; move it or delete it");
                        return false;
                    }
                });
    }

    /** @return how many were painted */
    private int paint(List<Folder.Item> open, int doneBefore, Painter painter) throws IOException {
        int painted = 0;
        double seconds = 0;
        for (int i = 0; i < open.size() && !stop.isRequested(); i++) {
            Folder.Item item = open.get(i);
            err.println("Picture " + (doneBefore + faults.size() + painted + 1) + " of "
                    + folder.items().size() + ": " + item.name());
            err.flush();
            Optional<Painter.Painted> result =
                    paint(item, painter, new Remaining(open.size() - i - 1, painted == 0 ? 0 : seconds / painted));
            if (result.isEmpty()) {
                continue;
            }
            painter.write(result.get(), item.result(), null);
            out.println(item.result());
            if (result.get().isPartial()) {
                painter.sayWhatIsKept(result.get(), item.result());
                break;
            }
            painted++;
            seconds += result.get().seconds();
        }
        return painted;
    }

    /**
     * How long the rest takes.
     *
     * @param count of the pictures after this one
     * @param meanSeconds of those before it; 0 if there are none
     */
    record Remaining(int count, double meanSeconds) implements Progress.WholeRun {
        @Override
        public double secondsLeft(double elapsedSeconds, double leftSeconds) {
            double each = meanSeconds > 0 ? meanSeconds : elapsedSeconds + leftSeconds;
            return leftSeconds + count * each;
        }
    }

    /** Empty if it cannot be painted, which is noted, or if it was stopped. */
    private Optional<Painter.Painted> paint(Folder.Item item, Painter painter, Remaining remaining) {
        Optional<Inputs> inputs = inputs(item);
        if (inputs.isEmpty()) {
            return Optional.empty();
        }
        Painter.Order order = new Painter.Order(
                job.recipe(),
                inputs.get(),
                job.format(),
                job.interim().apply(item.result()),
                checkpointing(item),
                job.until(),
                remaining);
        try {
            return Optional.of(paint(order, painter));
        } catch (StoppedException e) {
            return Optional.empty();
        } catch (UnsuitableJobException | DivergedException | DeviceFullException e) {
            fault(item, e.getMessage());
            return Optional.empty();
        }
    }

    private Painter.Painted paint(Painter.Order order, Painter painter) {
        try {
            return painter.paint(order);
        } catch (UnusableCheckpointException e) {
            begunAgain(e);
            return painter.paint(order.fromTheBeginning());
        }
    }

    private Checkpointing checkpointing(Folder.Item item) {
        Path file = item.checkpoint();
        Checkpointing without = new Checkpointing(null, file, job.everySeconds(), "the same command");
        if (!Files.isRegularFile(file)) {
            return without;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return new Checkpointing(Checkpoint.read(stream), file, without.everySeconds(), without.toContinue());
        } catch (IOException | UnusableCheckpointException e) {
            begunAgain(e);
            return without;
        }
    }

    private void begunAgain(Exception fault) {
        err.println("It starts from the beginning, because its checkpoint cannot be used: " + fault.getMessage());
    }

    /** Empty if the photograph cannot be read, which is noted. */
    private Optional<Inputs> inputs(Folder.Item item) {
        try {
            return Optional.of(job.inputs().apply(InputPicture.read("content image", item.photograph())));
        } catch (IOException | InputException | UnsuitableJobException e) {
            fault(item, e.getMessage());
            return Optional.empty();
        }
    }

    private void fault(Folder.Item item, @Nullable String message) {
        String fault = item.name() + ": " + message;
        faults.add(fault);
        err.println("stylize: " + fault);
        err.flush();
    }

    private int end(int done) {
        int count = folder.items().size();
        if (!faults.isEmpty()) {
            err.println("Not painted:");
            faults.forEach(fault -> err.println("  " + fault));
        }
        if (done + faults.size() < count) {
            err.println("Stopped: " + done + " of " + count + " pictures are done. To go on: the same command.");
            return ExitCodes.STOPPED;
        }
        err.println(done + " of " + count + " pictures are done.");
        return faults.isEmpty() ? ExitCodes.OK : ExitCodes.SOME_NOT_PAINTED;
    }
}
