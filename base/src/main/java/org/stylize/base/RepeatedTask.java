package org.stylize.base;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Function;

/**
 * Does something again and again on a thread of its own, until it is closed. The thread is a daemon: a round that hangs does
 * not keep the process alive. {@link #start()} and {@link #close()} are for its owner.
 */
public final class RepeatedTask implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Function<Stop, Duration> round;
    private final Stop stop = new Stop();
    private final Thread thread;

    /**
     * Does nothing yet.
     *
     * @param name of the thread
     * @param round gets the request to stop, and returns the pause until the next round; an exception of it ends the task
     */
    public RepeatedTask(String name, Function<Stop, Duration> round) {
        this.round = requireNonNull(round, "round is null");
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Begins no more rounds, and waits up to ten seconds for the one that runs. */
    @Override
    public void close() {
        stop.request();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause;
        do {
            pause = round.apply(stop);
        } while (stop.pause(pause));
    }
}
