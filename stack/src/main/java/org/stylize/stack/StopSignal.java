package org.stylize.stack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the main thread to stop on Ctrl-C, SIGTERM, or the end of the parent process, and keeps the process alive
 * until the main thread has closed what it opened.
 */
final class StopSignal implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private StopSignal() {}

    /**
     * Installs the signal for the life of the process; to be called once.
     *
     * @param withParent whether the end of the parent process is a signal too
     */
    static StopSignal install(boolean withParent) {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndWait, "stop-signal"));
        if (withParent) {
            ProcessHandle.current().parent().ifPresentOrElse(signal::watch, signal.asked::countDown);
        }
        return signal;
    }

    /** Waits until the process is asked to stop. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Says that all is closed and the process may end. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void watch(ProcessHandle parent) {
        CompletableFuture<Void> unused = parent.onExit().thenRun(asked::countDown);
    }

    private void stopAndWait() {
        asked.countDown();
        try {
            closed.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
