package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.stylize.gateway.submission.UnavailableException;

/**
 * Sweeps the store at intervals, if this gateway is the one that does. Two that sweep at the same time, while the
 * election changes, do no harm: each object is judged by the jobs alone, and can be deleted twice.
 *
 * <p>Has the thread {@code sweeper}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    /** How often it is asked whether this gateway sweeps. */
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** Longest pause after a sweep that did not get to its end. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final SweptStore store;
    private final KnownJobs jobs;
    private final BooleanSupplier isElected;
    private final SweepSettings settings;
    private final Clock clock;
    private final Consumer<SweepReport> observer;
    private final Thread thread = new Thread(this::run, "sweeper");
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Creates the sweeper; {@link #start()} starts it.
     *
     * @param isElected whether this gateway sweeps now
     * @param observer is told of each sweep, on the thread of the sweeper
     */
    public Sweeper(
            SweptStore store,
            KnownJobs jobs,
            BooleanSupplier isElected,
            SweepSettings settings,
            Clock clock,
            Consumer<SweepReport> observer) {
        this.store = requireNonNull(store, "store is null");
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.isElected = requireNonNull(isElected, "isElected is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.observer = requireNonNull(observer, "observer is null");
    }

    public void start() {
        if (settings.isEnabled()) {
            thread.start();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean isClosed = false;
            while (!isClosed) {
                isClosed = closed.await(pauseAfterTurn().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pauseAfterTurn() {
        if (!isElected.getAsBoolean() || jobs.before().get().isEmpty()) {
            return LOOK.compareTo(settings.interval()) < 0 ? LOOK : settings.interval();
        }
        SweepEnd end = sweep();
        return end == SweepEnd.COMPLETED || settings.interval().compareTo(PAUSE) < 0 ? settings.interval() : PAUSE;
    }

    private SweepEnd sweep() {
        Pace pace = new Pace(closed, isElected, settings.deletionsPerSecond());
        Sweep sweep = new Sweep(store, jobs, settings.rules(), clock, pace);
        long began = System.nanoTime();
        SweepEnd end = SweepEnd.FAILED;
        String why = "";
        try {
            sweep.run();
            end = SweepEnd.COMPLETED;
        } catch (BrokenOffException e) {
            end = e.end();
            why = String.valueOf(e.getMessage());
        } catch (UnavailableException e) {
            why = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A sweep of the store made the gateway fail", e);
            why = e.toString();
        }
        SweepReport report = sweep.report(end, Duration.ofNanos(System.nanoTime() - began));
        log(report, why);
        observer.accept(report);
        return end;
    }

    private static void log(SweepReport report, String why) {
        boolean isExpected = report.end() == SweepEnd.COMPLETED || report.end() == SweepEnd.STOPPED;
        LOG.atLevel(isExpected ? Level.INFO : Level.WARN)
                .addKeyValue("end", report.end())
                .addKeyValue("looked", report.looked())
                .addKeyValue("removed", report.removed())
                .addKeyValue("removedBytes", report.removedBytes())
                .addKeyValue("took", report.took())
                .addKeyValue("why", why)
                .log("A sweep of the store ended");
    }
}
