package org.stylize.base;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a {@link Stop}, and keeps the process alive until {@link #close()}, so that the main
 * thread can finish what it does and close what it opened. For any thread.
 */
public final class StopSignal implements AutoCloseable {
    private final Stop stop = new Stop();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ShutdownHook hook;

    private StopSignal(Duration grace, Runnable overdue) {
        hook = ShutdownHook.install("stop-signal", () -> stopAndWait(grace, overdue));
    }

    /**
     * Installs the signal.
     *
     * @param grace after a signal, the process ends after this time even without {@link #close()}
     * @param overdue is run before that
     */
    public static StopSignal install(Duration grace, Runnable overdue) {
        return new StopSignal(requireNonNull(grace, "grace is null"), requireNonNull(overdue, "overdue is null"));
    }

    /** From now on, the end of the parent process is a signal too. Without a parent, a stop is requested at once. */
    public void stopWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresentOrElse(
                        parent -> {
                            CompletableFuture<Void> unused = parent.onExit().thenRun(stop::request);
                        },
                        stop::request);
    }

    /** Is requested when the signal comes. */
    public Stop stop() {
        return stop;
    }

    /** Says that all is closed and the process may end. After that, a signal ends the process at once. */
    @Override
    public void close() {
        closed.countDown();
        hook.close();
    }

    private void stopAndWait(Duration grace, Runnable overdue) {
        stop.request();
        try {
            if (!closed.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                overdue.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
