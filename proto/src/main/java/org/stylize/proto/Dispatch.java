package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How the ledger gives a job to the workers.
 *
 * @param slice that the workers are, or will be, asked for
 * @param at when its request is written; later than now while the job pauses after a fault
 * @param faults attempts in a row that ended by a fault and kept no more work than the one before
 * @param keptSteps steps of the optimization that the latest known checkpoint keeps; 0 without one
 */
public record Dispatch(Slice slice, Instant at, int faults, int keptSteps) {
    public Dispatch {
        requireNonNull(slice, "slice is null");
        requireNonNull(at, "at is null");
    }

    /** The first slice, now. */
    public static Dispatch first(Instant at) {
        return new Dispatch(Slice.FIRST, at, 0, 0);
    }

    /** Another slice, at that time. */
    public Dispatch next(Slice later, Instant when) {
        return new Dispatch(later, when, faults, keptSteps);
    }

    /** One more fault. */
    public Dispatch faulted() {
        return new Dispatch(slice, at, faults + 1, keptSteps);
    }

    /** A checkpoint was stored after that many steps. If it keeps more than the one before, earlier faults are forgotten. */
    public Dispatch kept(int steps) {
        return steps > keptSteps ? new Dispatch(slice, at, 0, steps) : this;
    }
}
