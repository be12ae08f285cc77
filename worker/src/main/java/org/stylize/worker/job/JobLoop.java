package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.BackOff;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer;

/**
 * The thread {@code job-run}: makes the stylizer, runs one job after the other, closes the stylizer.
 *
 * <p>It takes no job before the store has shown that it works. After an attempt that was handed back, it waits before it
 * takes the next one: up to 1 s, then up to twice as long each time, at most 30 s, so that a worker in trouble does not
 * use up the attempts of every job there is; and the store has to show again that it works. After a step that took too
 * long, it takes none any more.
 */
public final class JobLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);
    private static final BackOff AFTER_A_FAULT = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private final Supplier<Stylizer> stylizers;
    private final Function<Stylizer, JobRunner> runners;
    private final JobRequests requests;
    private final StoreProbe store;
    private final Stop stop;
    private final Duration grace;
    private final Runnable ended;
    private final Thread thread;
    private volatile boolean working; // written by job-run, read by health checks
    private volatile @Nullable String trouble; // written by job-run, read by health checks

    /**
     * Starts nothing yet.
     *
     * @param stylizers called once, on the thread: may take its time
     * @param stop requested by {@link #close}
     * @param grace longest wait for a running attempt in {@link #close}
     * @param ended called on the thread when it ends without having been asked to
     */
    public JobLoop(
            Supplier<Stylizer> stylizers,
            Function<Stylizer, JobRunner> runners,
            JobRequests requests,
            StoreProbe store,
            Stop stop,
            Duration grace,
            Runnable ended) {
        this.stylizers = requireNonNull(stylizers, "stylizers is null");
        this.runners = requireNonNull(runners, "runners is null");
        this.requests = requireNonNull(requests, "requests is null");
        this.store = requireNonNull(store, "store is null");
        this.stop = requireNonNull(stop, "stop is null");
        this.grace = requireNonNull(grace, "grace is null");
        this.ended = requireNonNull(ended, "ended is null");
        thread = new Thread(this::work, "job-run");
        thread.setDaemon(true); // a step that never returns must not keep the process alive
    }

    public void start() {
        thread.start();
    }

    /** Whether the stylizer is ready, the store works, and the thread runs and was not asked to stop. */
    public boolean isReady() {
        return working && trouble == null && !stop.isRequested();
    }

    /** Why no job is taken, if that is the store's fault. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** False once the thread has ended, for whatever reason; true before it was started. */
    public boolean isAlive() {
        return thread.getState() != Thread.State.TERMINATED;
    }

    /** Asks the running attempt to hand itself back, and waits for the thread to end, no longer than the grace. */
    @Override
    public void close() {
        stop.request(); // first: the thread that finds no more requests must know why
        requests.stop();
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, grace.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt(); // ends a wait for broker or store
            LOG.warn("the step that is running did not end within {}; its job is handed back all the same", grace);
        }
    }

    private void work() {
        try (Stylizer stylizer = stylizers.get()) {
            JobRunner runner = runners.apply(stylizer);
            working = true;
            run(runner);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the thread job-run cannot go on: {}", e.getMessage(), e);
        } finally {
            working = false;
            if (!stop.isRequested()) {
                ended.run();
            }
        }
    }

    private void run(JobRunner runner) throws InterruptedException {
        BackOff.Waits waits = AFTER_A_FAULT.waits();
        awaitStore();
        Optional<JobRequest> request = requests.next();
        while (request.isPresent()) {
            switch (runner.run(request.get())) {
                case RELEASED -> {
                    stop.pause(waits.next());
                    awaitStore();
                }
                case STUCK -> {
                    stop.await(); // for whoever ends the process: a job that began now would be lost work
                    return;
                }
                default -> waits.reset();
            }
            request = requests.next();
        }
    }

    /** Until the store works, or the worker is to stop. */
    private void awaitStore() throws InterruptedException {
        BackOff.Waits waits = AFTER_A_FAULT.waits();
        while (!stop.isRequested()) {
            try {
                store.probe();
                trouble = null;
                return;
            } catch (JobException e) {
                trouble = String.valueOf(e.getMessage());
                LOG.warn("no job is taken before the store works: {}", e.getMessage());
                stop.await(waits.next());
            }
        }
    }
}
