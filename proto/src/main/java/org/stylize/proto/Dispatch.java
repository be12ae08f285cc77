package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Execution;

/**
 * How the ledger gives a job to the workers.
 *
 * @param slice that the workers are, or will be, asked for
 * @param at when its request was written, or, while the job pauses after a fault, when it will be; while the job is held,
 *     since when
 * @param isAsked whether its request is written
 * @param isHeld whether the job waits for its turn: its request may be written, and other jobs go first
 * @param faults attempts in a row that ended by a fault and kept no more work than the one before
 * @param keptSteps steps of the optimization that the latest known checkpoint keeps; 0 without one
 * @param waits why workers give the job back though nobody is at fault; null if none has since more work was kept
 * @param execution how the workers have to do the job: as the first attempt began; null before that
 */
public record Dispatch(
        Slice slice,
        Instant at,
        boolean isAsked,
        boolean isHeld,
        int faults,
        int keptSteps,
        @Nullable Wait waits,
        @Nullable Execution execution) {
    public Dispatch {
        requireNonNull(slice, "slice is null");
        requireNonNull(at, "at is null");
        if (isAsked && isHeld) {
            throw new InvalidJobException("dispatch", "a request that is written is not held");
        }
    }

    /**
     * A row of releases for the same reason.
     *
     * @param why {@link JobReport.Release#SURROUNDINGS} or {@link JobReport.Release#UNABLE}
     * @param since the first of them
     */
    public record Wait(JobReport.Release why, Instant since) {
        public Wait {
            requireNonNull(why, "why is null");
            requireNonNull(since, "since is null");
        }
    }

    /** The first slice, now. */
    public static Dispatch first(Instant now) {
        return new Dispatch(Slice.FIRST, now, true, false, 0, 0, null, null);
    }

    /** The same slice, whose request is written now. */
    public Dispatch asked(Instant now) {
        return next(slice, now);
    }

    /** Another slice, whose request is written now. */
    public Dispatch next(Slice later, Instant now) {
        return new Dispatch(later, now, true, false, faults, keptSteps, waits, execution);
    }

    /** Another slice, whose request is to be written at that time. */
    public Dispatch pause(Slice later, Instant until) {
        return new Dispatch(later, until, false, false, faults, keptSteps, waits, execution);
    }

    /** The same slice, whose request is written when it is the job's turn. */
    public Dispatch held() {
        return new Dispatch(slice, at, false, true, faults, keptSteps, waits, execution);
    }

    /** One more fault. */
    public Dispatch faulted() {
        return new Dispatch(slice, at, isAsked, isHeld, faults + 1, keptSteps, waits, execution);
    }

    /**
     * A checkpoint was stored after that many steps. If it keeps more than the one before, earlier faults and waits are
     * forgotten.
     */
    public Dispatch kept(int steps) {
        return steps > keptSteps ? new Dispatch(slice, at, isAsked, isHeld, 0, steps, null, execution) : this;
    }

    /** A worker gave the job back for that reason, and that was nobody's fault. */
    public Dispatch waiting(JobReport.Release why, Instant now) {
        return waits != null && waits.why() == why
                ? this
                : new Dispatch(slice, at, isAsked, isHeld, faults, keptSteps, new Wait(why, now), execution);
    }

    /** The job is done in that way from now on. */
    public Dispatch as(Execution way) {
        return new Dispatch(slice, at, isAsked, isHeld, faults, keptSteps, waits, way);
    }

    /** The job starts over, in whatever way suits the next worker. */
    public Dispatch startOver() {
        return new Dispatch(slice, at, isAsked, isHeld, faults, 0, null, null);
    }
}
