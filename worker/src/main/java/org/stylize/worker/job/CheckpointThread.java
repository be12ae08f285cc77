package org.stylize.worker.job;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread {@code job-checkpoint}, which stores and deletes checkpoints, so that the device never waits for that. */
public final class CheckpointThread implements Executor, AutoCloseable {
    private static final int CLOSE_SECONDS = 1;

    private final ExecutorService executor = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), CheckpointThread::named, (task, pool) -> {});

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "job-checkpoint");
        thread.setDaemon(true);
        return thread;
    }

    /** After {@link #close}, does nothing. */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Waits a moment for what is under way. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
