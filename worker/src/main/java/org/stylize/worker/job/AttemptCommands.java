package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer.Command;

/**
 * What the world wants of one attempt: the one source of that for the stylizer, for waits, and for the attempt's end.
 * For any thread.
 */
final class AttemptCommands {
    /** How late a wait may notice. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final JobRequest request;
    private final JobOrders orders;
    private final Stop stop;
    private volatile boolean sliceOver; // written by the stylizer's thread
    private volatile boolean stuck; // written by job-watch

    /** What is wanted, the most urgent last. */
    enum Wish {
        GO_ON(Command.GO_ON),
        /** The time of the slice is over and its checkpoint is stored. */
        SLICE_OVER(Command.HAND_BACK),
        /** The present picture shall be the result. */
        FINISH(Command.FINISH),
        /** The worker is being stopped: another one shall go on. */
        SHUTDOWN(Command.HAND_BACK),
        /** The ledger has given up this attempt. */
        SUPERSEDED(Command.CANCEL),
        /** The job has ended. */
        JOB_ENDED(Command.CANCEL),
        /** The job is, or will be, done elsewhere. */
        LOCK_LOST(Command.CANCEL),
        /** A step did not end in time; the job is handed back already. */
        STUCK(Command.CANCEL);

        private final Command command;

        Wish(Command command) {
            this.command = command;
        }

        Command command() {
            return command;
        }

        /** Whether the attempt is to end without a result. */
        boolean isEnd() {
            return command == Command.CANCEL || command == Command.HAND_BACK;
        }
    }

    /** @param stop of the worker */
    AttemptCommands(JobRequest request, JobOrders orders, Stop stop) {
        this.request = requireNonNull(request, "request is null");
        this.orders = requireNonNull(orders, "orders is null");
        this.stop = requireNonNull(stop, "stop is null");
    }

    /** The most urgent wish. */
    Wish wish() {
        if (stuck) {
            return Wish.STUCK;
        }
        if (request.isLockLost()) {
            return Wish.LOCK_LOST;
        }
        if (orders.isEnded(request.job().id())) {
            return Wish.JOB_ENDED;
        }
        if (orders.isSuperseded(request.attempt().id())) {
            return Wish.SUPERSEDED;
        }
        if (stop.isRequested()) {
            return Wish.SHUTDOWN;
        }
        if (orders.isFinishWanted(request.job().id())) {
            return Wish.FINISH;
        }
        return sliceOver ? Wish.SLICE_OVER : Wish.GO_ON;
    }

    /** The checkpoint of the slice is stored: the attempt ends before the next step. */
    void endSlice() {
        sliceOver = true;
    }

    /** The attempt was handed back although its step did not end. */
    void giveUp() {
        stuck = true;
    }

    /**
     * Waits for that long while the attempt goes on.
     *
     * @return false if the attempt is to end without a result, or the thread is interrupted (its flag stays set)
     */
    boolean pause(Duration wait) {
        Duration left = wait;
        while (!wish().isEnd() && !left.isZero()) {
            Duration part = left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY;
            if (!stop.pause(part)) {
                return false;
            }
            left = left.minus(part);
        }
        return !wish().isEnd();
    }
}
