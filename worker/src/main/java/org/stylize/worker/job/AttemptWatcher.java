package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.Stylizer;
import org.stylize.engine.Stylizer.Command;
import org.stylize.engine.Stylizer.Step;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;

/** Looks over the stylizer's shoulder for one attempt. Owned by the stylizer's thread. */
@ThreadOwned
final class AttemptWatcher implements Stylizer.Watcher {
    private final Parts parts;
    private final Times times;
    private final @Nullable Checkpoint from;
    private final Supplier<AttemptProgress> progress;
    private final LongSupplier nanoTime;
    private @Nullable Doing doing;

    /** What the watcher tells. */
    record Parts(
            JobRequest request,
            AttemptCommands commands,
            AttemptReports reports,
            AttemptCheckpoints checkpoints,
            JobObserver observer,
            StepWatch steps,
            JobLog log) {}

    /**
     * When something is due.
     *
     * @param checkpointInterval shortest time of work between two checkpoints
     * @param slice work after which other jobs get their turn
     * @param storePatience longest wait until the checkpoint at the end of a slice is stored
     */
    record Times(Duration checkpointInterval, Duration slice, Duration storePatience) {}

    /** Of the steps that are being done. Owned by the stylizer's thread. */
    @ThreadOwned
    private static final class Doing {
        private final AttemptProgress progress;
        private final SliceTime slice;
        private long checkpointed;
        private boolean isLast;
        /** The store did not take the checkpoint at the end of the slice: not before the next one is due. */
        private boolean isRefused;

        Doing(AttemptProgress progress, SliceTime slice, long now) {
            this.progress = progress;
            this.slice = slice;
            checkpointed = now;
        }
    }

    /**
     * @param from where the attempt begins; null for the beginning
     * @param progress called before the first step
     */
    AttemptWatcher(
            Parts parts,
            Times times,
            @Nullable Checkpoint from,
            Supplier<AttemptProgress> progress,
            LongSupplier nanoTime) {
        this.parts = parts;
        this.times = times;
        this.from = from;
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    @Override
    public void started(Plan plan, Execution execution) {
        JobRequest request = parts.request();
        parts.steps().waiting(() -> {
            if (!parts.steps().isStuck()) { // else the job was handed back, and nothing may follow
                parts.reports().started(plan, execution);
            }
        });
        parts.observer().started(request.job(), request.attempt(), plan);
        if (from != null) {
            parts.observer().resumed(request.job());
        }
        parts.log().running(plan, execution, from);
        long now = nanoTime.getAsLong();
        doing = new Doing(progress.get(), new SliceTime(times.slice(), now), now);
        parts.steps().beat();
    }

    @Override
    public void stepped(Step step) {
        Doing now = doing();
        parts.steps().beat();
        now.slice.stepped(step, nanoTime.getAsLong());
        now.isLast = step.number() == step.steps();
        now.progress.stepped(step);
    }

    @Override
    public boolean checkpointWanted() {
        Doing now = doing();
        boolean due = nanoTime.getAsLong() - now.checkpointed
                >= times.checkpointInterval().toNanos();
        boolean sliceOver = now.slice.isOver() && (due || !now.isRefused);
        return !now.isLast && (sliceOver || (due && parts.checkpoints().isIdle()));
    }

    @Override
    public void checkpointed(Checkpoint checkpoint) {
        Doing now = doing();
        if (!now.slice.isOver()) {
            parts.checkpoints().offer(checkpoint);
        } else {
            parts.steps().waiting(() -> endSlice(now, checkpoint));
        }
        now.checkpointed = nanoTime.getAsLong();
    }

    private void endSlice(Doing now, Checkpoint checkpoint) {
        if (parts.checkpoints().store(checkpoint, times.storePatience())) {
            parts.commands().endSlice();
        } else {
            now.isRefused = true; // the slice goes on: without a checkpoint, its work would be lost
        }
    }

    @Override
    public Command command() {
        return parts.commands().wish().command();
    }

    private Doing doing() {
        return requireNonNull(doing, "a step before the start");
    }
}
