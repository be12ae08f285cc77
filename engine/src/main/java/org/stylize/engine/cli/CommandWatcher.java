package org.stylize.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Stop;
import org.stylize.base.WholeFile;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.Stylizer;
import org.stylize.engine.Stylizer.Command;
import org.stylize.engine.Stylizer.Step;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;

/** Follows the work on behalf of the command: shows it, keeps its trace, writes previews. */
final class CommandWatcher implements Stylizer.Watcher {
    private final Progress progress;
    private final @Nullable Path preview;
    private final int previewEvery;
    private final Checkpointing checkpoints;
    private final LongSupplier nanoTime;
    private final Stop stop;
    private final List<Trace.TracedStep> steps = new ArrayList<>();
    private long lastStep;
    private long lastCheckpoint;
    private boolean isBarOpen;

    /**
     * @param preview file that is replaced by each preview; null for none
     * @param previewEvery steps between two previews; 0 for none
     * @param checkpoints where the state is kept; if there is a file for it, work that is stopped is handed back
     * @param nanoTime as {@link System#nanoTime()}
     * @param stop ends the work before its next step
     */
    CommandWatcher(
            Progress progress,
            @Nullable Path preview,
            int previewEvery,
            Checkpointing checkpoints,
            LongSupplier nanoTime,
            Stop stop) {
        this.progress = progress;
        this.preview = preview;
        this.previewEvery = previewEvery;
        this.checkpoints = checkpoints;
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
        if (preview != null && previewEvery > 0 && step.number() % previewEvery == 0) {
            writePreview(preview, step);
        }
        lastStep = nanoTime.getAsLong();
    }

    @Override
    public boolean checkpointWanted() {
        return checkpoints.file() != null
                && isBarOpen
                && (nanoTime.getAsLong() - lastCheckpoint) / 1e9 >= checkpoints.everySeconds();
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
        if (!stop.isRequested()) {
            return Command.GO_ON;
        }
        return checkpoints.file() == null ? Command.CANCEL : Command.HAND_BACK;
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

    private static void writePreview(Path preview, Step step) {
        try {
            WholeFile.write(preview, step.preview().jpeg().toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the preview " + preview + " cannot be written: " + e.getMessage(), e);
        }
    }
}
