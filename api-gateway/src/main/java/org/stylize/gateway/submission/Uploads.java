package org.stylize.gateway.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stylize.base.DaemonThreads;

/**
 * Stores the pictures of a request in parallel: the last on the calling thread, the others on at most {@value
 * #MOST_THREADS} threads {@code upload-N}, which all requests share and which end when they are idle. If all of them
 * are busy, the calling thread does the work. For any thread.
 */
final class Uploads {
    private static final int MOST_THREADS = 16;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DaemonThreads("upload"),
            new ThreadPoolExecutor.CallerRunsPolicy());

    /**
     * Runs all tasks and returns when all have ended, successfully or not.
     *
     * @throws RuntimeException the exception of the first task, in their order, that failed
     * @throws UnavailableException if the calling thread is interrupted; it stays interrupted, and the uploads are
     *     interrupted too
     */
    void doAll(List<Runnable> puts) {
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (Runnable put : puts) {
            tasks.add(new FutureTask<>(put, true));
        }
        for (int i = 0; i < tasks.size() - 1; i++) {
            executor.execute(tasks.get(i));
        }
        if (!tasks.isEmpty()) {
            tasks.get(tasks.size() - 1).run();
        }
        List<RuntimeException> failures = new ArrayList<>();
        for (FutureTask<Boolean> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failures.add(failure(e.getCause()));
            } catch (InterruptedException e) {
                tasks.forEach(each -> each.cancel(true));
                Thread.currentThread().interrupt();
                throw new UnavailableException("the gateway is stopping", e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException("an upload failed", cause);
    }
}
