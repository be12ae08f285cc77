package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.Stop;

/**
 * Notices on the thread {@code job-watch} that the device does not come back: native code cannot be interrupted, so the
 * job is handed back without it and the process has to end. For any thread.
 */
public final class StepWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StepWatch.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final Duration longest;
    private final LongSupplier nanoTime;
    private final Runnable stuck;
    private final Stop stop = new Stop();
    private final Thread thread = new Thread(this::work, "job-watch");
    private final Object lock = new Object(); // guards what follows, up to isStuck
    private @Nullable Runnable giveUp;
    private long beat;
    private boolean isWaiting;
    private boolean isStuck;

    /**
     * Starts the thread.
     *
     * @param longest time of one step, and of what comes before the first and after the last
     * @param nanoTime as {@link System#nanoTime()}
     * @param stuck called once on the thread, after the job was handed back
     */
    public StepWatch(Duration longest, LongSupplier nanoTime, Runnable stuck) {
        this.longest = requireNonNull(longest, "longest is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.stuck = requireNonNull(stuck, "stuck is null");
        thread.setDaemon(true);
        thread.start();
    }

    /** True once a step took too long. */
    public boolean isStuck() {
        synchronized (lock) {
            return isStuck;
        }
    }

    /** How long ago the device gave its last sign of life; zero while it has nothing to do, or waits for others. */
    public Duration silence() {
        synchronized (lock) {
            return giveUp == null || isWaiting ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - beat);
        }
    }

    /** How long a step may take. */
    Duration longest() {
        return longest;
    }

    /**
     * The device begins to work.
     *
     * @param handBack called on the thread of this watch if a step takes too long
     */
    void begin(Runnable handBack) {
        synchronized (lock) {
            giveUp = handBack;
            beat = nanoTime.getAsLong();
        }
    }

    /** The device is alive. */
    void beat() {
        synchronized (lock) {
            beat = nanoTime.getAsLong();
        }
    }

    /** Does something that waits for others, which is not the device's fault. */
    void waiting(Runnable wait) {
        setWaiting(true);
        try {
            wait.run();
        } finally {
            setWaiting(false);
        }
    }

    private void setWaiting(boolean now) {
        synchronized (lock) {
            isWaiting = now;
            beat = nanoTime.getAsLong();
        }
    }

    /** The device has come back. */
    void end() {
        synchronized (lock) {
            giveUp = null;
        }
    }

    @Override
    public void close() {
        stop.request();
    }

    private void work() {
        Duration part = longest.dividedBy(10);
        Duration look = part.compareTo(LONGEST_LOOK) < 0 ? part : LONGEST_LOOK;
        while (stop.pause(look)) {
            Runnable handBack = overdue();
            if (handBack != null) {
                LOG.error("no step ended within {}: the job is handed back, and this worker cannot go on", longest);
                try {
                    handBack.run();
                } catch (RuntimeException e) {
                    LOG.warn("the job stays with the broker until its lock runs out: {}", e.toString());
                }
                stuck.run();
                return;
            }
        }
    }

    private @Nullable Runnable overdue() {
        synchronized (lock) {
            if (giveUp == null || isWaiting || nanoTime.getAsLong() - beat < longest.toNanos()) {
                return null;
            }
            isStuck = true;
            return giveUp;
        }
    }
}
