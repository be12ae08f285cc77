package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How the ledger gives a job to the workers.
 *
 * @param slice that the workers are, or will be, asked for
 * @param at when its request was written, or, while the job pauses after a fault, when it will be
 * @param isAsked whether its request is written
 * @param faults attempts in a row that ended by a fault and kept no more work than the one before
 * @param keptSteps steps of the optimization that the latest known checkpoint keeps; 0 without one
 */
public record Dispatch(Slice slice, Instant at, boolean isAsked, int faults, int keptSteps) {
    public Dispatch {
        requireNonNull(slice, "slice is null");
        requireNonNull(at, "at is null");
    }

    /** The first slice, now. */
    public static Dispatch first(Instant now) {
        return new Dispatch(Slice.FIRST, now, true, 0, 0);
    }

    /** The same slice, whose request is written now. */
    public Dispatch asked(Instant now) {
        return new Dispatch(slice, now, true, faults, keptSteps);
    }

    /** Another slice, whose request is written now. */
    public Dispatch next(Slice later, Instant now) {
        return new Dispatch(later, now, true, faults, keptSteps);
    }

    /** Another slice, whose request is to be written at that time. */
    public Dispatch pause(Slice later, Instant until) {
        return new Dispatch(later, until, false, faults, keptSteps);
    }

    /** One more fault. */
    public Dispatch faulted() {
        return new Dispatch(slice, at, isAsked, faults + 1, keptSteps);
    }

    /** A checkpoint was stored after that many steps. If it keeps more than the one before, earlier faults are forgotten. */
    public Dispatch kept(int steps) {
        return steps > keptSteps ? new Dispatch(slice, at, isAsked, 0, steps) : this;
    }
}
