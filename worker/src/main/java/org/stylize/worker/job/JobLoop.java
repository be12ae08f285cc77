package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.Stylizer;

/**
 * The thread {@code job-run}: makes the stylizer, runs one job after the other, closes the stylizer.
 *
 * <p>After an attempt that was handed back for a fault, it waits before it takes the next one: 1 s, then twice as long
 * each time up to 30 s, so that a worker in trouble does not use up the attempts of every job there is.
 */
public final class JobLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Supplier<Stylizer> stylizers;
    private final Function<Stylizer, JobRunner> runners;
    private final JobRequests requests;
    private final Patience patience;
    private final Duration grace;
    private final Runnable ended;
    private final Thread thread;
    private volatile boolean working; // written by job-run, read by health checks

    /**
     * Starts nothing yet.
     *
     * @param stylizers called once, on the thread: may take its time
     * @param patience ended by {@link #close}
     * @param grace longest wait for a running attempt in {@link #close}
     * @param ended called on the thread when it ends without having been asked to
     */
    public JobLoop(
            Supplier<Stylizer> stylizers,
            Function<Stylizer, JobRunner> runners,
            JobRequests requests,
            Patience patience,
            Duration grace,
            Runnable ended) {
        this.stylizers = requireNonNull(stylizers, "stylizers is null");
        this.runners = requireNonNull(runners, "runners is null");
        this.requests = requireNonNull(requests, "requests is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.grace = requireNonNull(grace, "grace is null");
        this.ended = requireNonNull(ended, "ended is null");
        thread = new Thread(this::work, "job-run");
        thread.setDaemon(true); // a step that never returns must not keep the process alive
    }

    public void start() {
        thread.start();
    }

    /** True once the stylizer is there, until the thread ends or is asked to. */
    public boolean isReady() {
        return working && !patience.isEnded();
    }

    /** False once the thread has ended, for whatever reason; true before it was started. */
    public boolean isAlive() {
        return thread.getState() != Thread.State.TERMINATED;
    }

    /** Asks the running attempt to hand itself back, and waits for the thread to end, no longer than the grace. */
    @Override
    public void close() {
        requests.stop();
        patience.end();
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, grace.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("the running step did not end within {}; its job is released without it", grace);
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
            LOG.error("the thread job-run can't go on: {}", e.getMessage(), e);
        } finally {
            working = false;
            if (!patience.isEnded()) {
                ended.run();
            }
        }
    }

    private void run(JobRunner runner) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        Optional<JobRequest> request = requests.next();
        while (request.isPresent()) {
            if (runner.run(request.get()) == JobEnd.RELEASED) {
                patience.await(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            } else {
                wait = FIRST_WAIT;
            }
            request = requests.next();
        }
    }
}
