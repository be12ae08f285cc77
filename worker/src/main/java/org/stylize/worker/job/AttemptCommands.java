package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer.Command;

/**
 * What the world wants of one attempt: the one source of that for the stylizer, for waits, and for the attempt's end.
 * For any thread.
 *
 * <ul>
 *   <li>The acquisition lock is lost: {@link Command#CANCEL}, since nobody wants the result of this attempt; the job is,
 *       or will be, done elsewhere.
 *   <li>The worker is to stop: {@link Command#HAND_BACK}, since another worker shall do the job.
 * </ul>
 */
final class AttemptCommands {
    /** How late a wait may notice a lost lock. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final JobRequest request;
    private final Stop stop;

    /** @param stop of the worker */
    AttemptCommands(JobRequest request, Stop stop) {
        this.request = requireNonNull(request, "request is null");
        this.stop = requireNonNull(stop, "stop is null");
    }

    Command command() {
        if (request.isLockLost()) {
            return Command.CANCEL;
        }
        return stop.isRequested() ? Command.HAND_BACK : Command.GO_ON;
    }

    /**
     * Waits for that long while the attempt goes on.
     *
     * @return false if the attempt is to end, or the thread is interrupted (its flag stays set)
     */
    boolean pause(Duration wait) {
        Duration left = wait;
        while (command() == Command.GO_ON && !left.isZero()) {
            Duration part = left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY;
            if (!stop.pause(part)) {
                return false;
            }
            left = left.minus(part);
        }
        return command() == Command.GO_ON;
    }
}
