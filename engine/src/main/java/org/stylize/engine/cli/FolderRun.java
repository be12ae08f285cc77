package org.stylize.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * Paints every photograph of a folder with one engine. What is done is left as it is. A photograph that cannot
 * be painted does not keep the others from it.
 */
final class FolderRun {
    private final Folder folder;
    private final Job job;
    private final Stop stop;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<String> faults = new ArrayList<>();
    private final Set<Folder.Item> done = new HashSet<>();

    /** By what recipe and from what pictures the photographs are painted. */
    interface Orders {
        /**
         * The order of one photograph.
         *
         * @param before the item before it in the folder, if that is done
         * @throws InputException if a picture is missing or cannot be read
         * @throws UnsuitableJobException if the pictures do not fit together
         */
        Ordered of(Folder.Item item, InputPicture photograph, Folder.@Nullable Item before) throws IOException;

        /** Whether the item before decides about the order. */
        boolean dependOnTheItemBefore();

        /** Each by itself, all by one recipe. */
        static Orders each(Recipe recipe, Function<InputPicture, Inputs> inputs) {
            return new Orders() {
                @Override
                public Ordered of(Folder.Item item, InputPicture photograph, Folder.@Nullable Item before) {
                    return new Ordered(recipe, inputs.apply(photograph), "");
                }

                @Override
                public boolean dependOnTheItemBefore() {
                    return false;
                }
            };
        }
    }

    /**
     * How one photograph is painted.
     *
     * @param note to be shown; may be empty
     */
    record Ordered(Recipe recipe, Inputs inputs, String note) {}

    /**
     * What is done with each photograph.
     *
     * @param interim what is written beside a result while it is painted
     * @param everySeconds time between two checkpoints
     * @param until what becomes of a picture at a stop
     */
    record Job(
            Orders orders,
            OutputFormat format,
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
            Earlier earlier = earlier(item, open);
            switch (earlier) {
                case OPEN -> open.add(item);
                case DONE -> done.add(item);
                case FAULTY -> {} // is noted
            }
        }
        if (!done.isEmpty()) {
            err.println(done.size() + " of " + all.size() + " pictures are done already.");
        }
        if (!open.isEmpty() && !stop.isRequested()) {
            try (Painter painter = engine.get()) {
                paint(open, painter);
            }
        }
        return end();
    }

    /** What there is to do for an item before any painting. */
    private enum Earlier {
        OPEN,
        DONE,
        FAULTY
    }

    /** @param open the items before it that have to be painted */
    private Earlier earlier(Folder.Item item, List<Folder.Item> open) throws IOException {
        if (!Files.exists(item.result())) {
            return Earlier.OPEN; // whether the photograph can be read is seen when its turn comes
        }
        Optional<Ordered> asked = ordered(item);
        if (asked.isEmpty()) {
            return Earlier.FAULTY;
        }
        boolean followsOpen = job.orders().dependOnTheItemBefore()
                && folder.before(item).filter(open::contains).isPresent();
        return EarlierResult.at(item.result(), asked.get().recipe(), asked.get().inputs(), job.format())
                .match(new EarlierResult.Cases<>() {
                    @Override
                    public Earlier none() {
                        return Earlier.OPEN;
                    }

                    @Override
                    public Earlier same() {
                        return followsOpen ? paintedAgain("the picture before it is another") : Earlier.DONE;
                    }

                    @Override
                    public Earlier other(EarlierResult.Other other) {
                        return paintedAgain(followsOpen ? "the picture before it is another" : other.difference());
                    }

                    @Override
                    public Earlier foreign(EarlierResult.Foreign foreign) {
                        fault(
                                item,
                                item.result() + " is there already and is not replaced, because " + foreign.reason()
                                        + "; move it or delete it");
                        return Earlier.FAULTY;
                    }

                    private Earlier paintedAgain(String difference) {
                        err.println(
                                item.name() + " is painted again and replaces " + item.result() + ": " + difference);
                        return Earlier.OPEN;
                    }
                });
    }

    private void paint(List<Folder.Item> open, Painter painter) throws IOException {
        int painted = 0;
        double seconds = 0;
        for (int i = 0; i < open.size() && !stop.isRequested(); i++) {
            Folder.Item item = open.get(i);
            err.println("Picture " + (done.size() + faults.size() + 1) + " of "
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
            done.add(item);
            painted++;
            seconds += result.get().seconds();
        }
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
        Optional<Ordered> ordered = ordered(item);
        if (ordered.isEmpty()) {
            return Optional.empty();
        }
        if (!ordered.get().note().isEmpty()) {
            err.println(ordered.get().note());
        }
        Painter.Order order = new Painter.Order(
                ordered.get().recipe(),
                ordered.get().inputs(),
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

    /** Empty if a picture cannot be read, which is noted. */
    private Optional<Ordered> ordered(Folder.Item item) {
        try {
            InputPicture photograph = InputPicture.read("content image", item.photograph());
            return Optional.of(job.orders()
                    .of(
                            item,
                            photograph,
                            folder.before(item).filter(done::contains).orElse(null)));
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

    private int end() {
        int count = folder.items().size();
        if (!faults.isEmpty()) {
            err.println("Not painted:");
            faults.forEach(fault -> err.println("  " + fault));
        }
        if (done.size() + faults.size() < count) {
            err.println("Stopped: " + done.size() + " of " + count + " pictures are done. To go on: the same command.");
            return ExitCodes.STOPPED;
        }
        err.println(done.size() + " of " + count + " pictures are done.");
        return faults.isEmpty() ? ExitCodes.OK : ExitCodes.SOME_NOT_PAINTED;
    }
}
