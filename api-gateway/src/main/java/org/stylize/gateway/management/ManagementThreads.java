package org.stylize.gateway.management;

import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.stylize.base.DaemonThreads;

/**
 * The threads {@code management-N}, which look at health and metrics. They are few, and only for that, so an answer does not
 * wait for a thread while all that serve requests are busy. Its owner closes it.
 */
@Singleton
public final class ManagementThreads implements Executor, AutoCloseable {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 64;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            new DaemonThreads("management"));

    /** @throws RejectedExecutionException if too much waits already, or it is closed */
    @Override
    public void execute(Runnable look) {
        pool.execute(look);
    }

    /** Waits for nobody: nothing that runs here changes anything. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
