package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.StyleDescriptionStore;

/**
 * Descriptions of style images that all workers share, as far as that delays no job: a look into the store takes a bounded
 * time, writing happens in the background, and after trouble the store is left alone for a while. Has the threads {@code
 * style-find} and {@code style-keep}.
 */
public final class SharedStyles implements StyleDescriptionStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedStyles.class);
    /** How long the store is left alone after trouble. */
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** Descriptions that wait to be stored; bounds their memory. */
    private static final int MOST_WAITING = 4;

    private static final int CLOSE_SECONDS = 1;

    private final StyleObjects objects;
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor finding = thread("style-find");
    private final ThreadPoolExecutor keeping = thread("style-keep");
    private final AtomicLong quietUntil;

    /**
     * What is shared, and how long that may take.
     *
     * @param isEnabled whether anything is
     * @param leastTime what took less is not stored: it is made again as fast as it is fetched
     * @param longestFind longest wait for a stored description
     * @param mostBytes of a description
     */
    public record Settings(boolean isEnabled, Duration leastTime, Duration longestFind, int mostBytes) {
        public Settings {
            requireNonNull(leastTime, "leastTime is null");
            requireNonNull(longestFind, "longestFind is null");
        }
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    public SharedStyles(StyleObjects objects, Settings settings, LongSupplier nanoTime) {
        this.objects = requireNonNull(objects, "objects is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        quietUntil = new AtomicLong(nanoTime.getAsLong());
    }

    private static ThreadPoolExecutor thread(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.AbortPolicy());
    }

    @Override
    public Optional<byte[]> find(String digest) {
        if (isQuiet()) {
            return Optional.empty();
        }
        Future<Optional<byte[]>> found;
        try {
            found = finding.submit(() -> objects.find(digest, settings.mostBytes));
        } catch (RejectedExecutionException e) {
            return Optional.empty(); // closed, or earlier looks still hang
        }
        try {
            return found.get(settings.longestFind.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            found.cancel(true);
            pause("no answer within " + settings.longestFind);
        } catch (ExecutionException e) {
            pause(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            found.cancel(true);
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    @Override
    public void keep(String digest, Duration took, Supplier<byte[]> file) {
        if (isQuiet() || took.compareTo(settings.leastTime) < 0) {
            return;
        }
        byte[] content = file.get();
        if (content.length > settings.mostBytes) {
            return;
        }
        try {
            keeping.execute(() -> put(digest, content));
        } catch (RejectedExecutionException e) {
            LOG.debug("a description of a style image is not stored, because others still are", e);
        }
    }

    private void put(String digest, byte[] content) {
        try {
            objects.put(digest, content);
        } catch (RuntimeException e) { // it may be lost; this thread must not be
            pause(e.toString());
        }
    }

    private boolean isQuiet() {
        return !settings.isEnabled || nanoTime.getAsLong() - quietUntil.get() < 0;
    }

    private void pause(String why) {
        quietUntil.set(nanoTime.getAsLong() + PAUSE.toNanos());
        LOG.warn("no descriptions of style images are looked for in the store, or put there, for {}: {}", PAUSE, why);
    }

    /** Waits a moment for what is being stored. */
    @Override
    public void close() {
        finding.shutdownNow();
        keeping.shutdown();
        try {
            if (!keeping.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                keeping.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
