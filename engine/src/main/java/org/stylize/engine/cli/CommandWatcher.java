package org.stylize.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.stylize.base.Stop;
import org.stylize.base.WholeFile;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.Stylizer;
import org.stylize.engine.Stylizer.Command;
import org.stylize.engine.Stylizer.Step;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;

/** Follows the work on behalf of the command: shows it, keeps its trace, writes pictures and states of it, and ends it. */
final class CommandWatcher implements Stylizer.Watcher {
    private final Progress progress;
    private final InterimPictures interim;
    private final Checkpointing checkpoints;
    private final Until until;
    private final LongSupplier nanoTime;
    private final Stop stop;
    private final List<Trace.TracedStep> steps = new ArrayList<>();
    private long lastStep;
    private long lastCheckpoint;
    private boolean isBarOpen;
    /** The state is kept, as far as that is possible, and the picture can be finished. */
    private boolean isStateKeptForTheStop;

    /**
     * When the work ends, and what becomes of it.
     *
     * @param step after which the picture is finished; 0 for all
     * @param keepsPartial whether a stop finishes the picture, instead of dropping it
     */
    record Until(int step, boolean keepsPartial) {
        /** All steps are done; a stop drops the picture. */
        static final Until THE_END = new Until(0, false);
    }

    /**
     * @param interim pictures to be written while the work goes on
     * @param checkpoints where the state is kept; if there is a file for it, work that is stopped is handed back
     * @param nanoTime as {@link System#nanoTime()}
     * @param stop ends the work before its next step
     */
    CommandWatcher(
            Progress progress,
            InterimPictures interim,
            Checkpointing checkpoints,
            Until until,
            LongSupplier nanoTime,
            Stop stop) {
        this.progress = progress;
        this.interim = interim;
        this.checkpoints = checkpoints;
        this.until = until;
        this.nanoTime = nanoTime;
        this.stop = stop;
        this.lastStep = nanoTime.getAsLong();
        this.lastCheckpoint = lastStep;
    }

    @Override
    public void started(Plan plan, Execution execution) {
        progress.started(plan);
        lastStep = nanoTime.getAsLong();
        lastCheckpoint = lastStep;
    }

    @Override
    public void stepped(Step step) {
        long now = nanoTime.getAsLong();
        steps.add(Trace.TracedStep.of(step, (now - lastStep) / 1e9));
        progress.stepped(step);
        isBarOpen = step.number() < step.steps();
        interim.write(step);
        lastStep = nanoTime.getAsLong();
    }

    @Override
    public boolean checkpointWanted() {
        if (checkpoints.file() == null || !isBarOpen) {
            return false;
        }
        if (until.keepsPartial() && stop.isRequested()) {
            isStateKeptForTheStop = true;
            return true;
        }
        return (nanoTime.getAsLong() - lastCheckpoint) / 1e9 >= checkpoints.everySeconds();
    }

    @Override
    public void checkpointed(Checkpoint checkpoint) {
        Path file = checkpoints.file();
        if (file != null) {
            write(checkpoint, file);
        }
        lastCheckpoint = nanoTime.getAsLong();
        lastStep = lastCheckpoint;
    }

    /** Replaces the file by the checkpoint. */
    static void write(Checkpoint checkpoint, Path file) {
        try {
            WholeFile.write(file, checkpoint::writeTo);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public Command command() {
        if (until.step() > 0 && !steps.isEmpty() && steps.get(steps.size() - 1).step() >= until.step()) {
            return Command.FINISH;
        }
        if (!stop.isRequested()) {
            return Command.GO_ON;
        }
        boolean keepsState = checkpoints.file() != null;
        if (until.keepsPartial()) {
            // A picture that is finished has no state any more, so the state comes first: after a step, where it is
            // asked for.
            return keepsState && !isStateKeptForTheStop ? Command.GO_ON : Command.FINISH;
        }
        return keepsState ? Command.HAND_BACK : Command.CANCEL;
    }

    /** Must be called when the work ends early, so that the next output starts on a new line. */
    void brokenOff() {
        if (isBarOpen) {
            progress.brokenOff();
        }
    }

    /** What was done so far; to be asked when the work has ended. */
    List<Trace.TracedStep> steps() {
        return List.copyOf(steps);
    }
}
