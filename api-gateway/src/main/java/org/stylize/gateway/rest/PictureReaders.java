package org.stylize.gateway.rest;

import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.stylize.base.DaemonThreads;

/**
 * Threads {@code picture-N} that read from the store for downloads, so that a store that does not answer keeps these only.
 * Those that wait are as many as there are transfers.
 */
@Singleton
public final class PictureReaders implements Executor {
    private static final int MOST_THREADS = 16;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("picture"));

    public PictureReaders() {
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }
}
