package org.stylize.engine.stylizer;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The only thread that uses a device: {@code device-cpu}, {@code device-gpu0}, … */
final class DeviceThread implements AutoCloseable {
    private final ExecutorService executor;

    DeviceThread(String device) {
        executor = Executors.newSingleThreadExecutor(work -> new Thread(work, "device-" + device));
    }

    /** Runs some work that leaves nothing to the waiting thread. */
    <T> T call(Callable<T> work) {
        return call(work, new Errands(), () -> {});
    }

    /**
     * Runs some work on the thread and waits for it. The waiting thread does the work's errands. If it is interrupted, it calls
     * {@code stop}, continues to wait, and is left interrupted.
     *
     * @throws RuntimeException whatever the work throws
     */
    <T> T call(Callable<T> work, Errands errands, Runnable stop) {
        FutureTask<T> result = new FutureTask<>(work) {
            @Override
            protected void done() {
                errands.wake();
            }
        };
        executor.execute(result);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    errands.doUntil(result::isDone);
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.run();
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the thread when the current work is done. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the device is still working one minute after it was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws an error as it is; what is checked becomes unchecked. */
    static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException("work on the device failed", cause);
    }
}
