package org.stylize.engine.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as a wish to stop: the process ends when {@link #close()} is called, or after 30 s, so that a step can be
 * finished, no half file stays behind, and a last word can be said. Any thread.
 */
final class StopSignal implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-signal");
    /** Set by the hook's thread, read by the device thread. */
    private volatile boolean requested;

    private StopSignal() {}

    /** From now on, until {@link #close()}. */
    static StopSignal ofProcess() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    boolean isRequested() {
        return requested;
    }

    private void stop() {
        requested = true;
        try {
            boolean inTime = ended.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("stylize: the step that is running takes too long, stopped without waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being stopped; the countdown lets the hook go.
        }
    }
}
