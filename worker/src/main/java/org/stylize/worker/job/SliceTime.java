package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.stylize.engine.Stylizer.Step;

/**
 * How long a slice has worked, and whether that is enough. Begins with the first step of the slice. Owned by the
 * stylizer's thread.
 */
@ThreadOwned
final class SliceTime {
    /** A job that is done within this part of a slice is not interrupted any more. */
    private static final int PART = 4;

    private final Duration longest;
    private final long begun;
    private long stepped;
    private long step;
    private int stepsLeft;

    /** @param now as {@link System#nanoTime()}, before the first step */
    SliceTime(Duration longest, long now) {
        this.longest = requireNonNull(longest, "longest is null");
        begun = now;
        stepped = now;
    }

    void stepped(Step done, long now) {
        step = now - stepped;
        stepped = now;
        stepsLeft = done.steps() - done.number();
    }

    /** Whether the slice shall end after the last step. */
    boolean isOver() {
        return stepsLeft > 0
                && stepped - begun >= longest.toNanos()
                && (double) step * stepsLeft > (double) longest.toNanos() / PART;
    }
}
