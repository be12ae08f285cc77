package org.stylize.gateway.thumbnail;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stylize.base.DaemonThreads;
import org.stylize.gateway.submission.ImageNotFoundException;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;
import org.stylize.proto.ImageRef;

/**
 * Thumbnails of pastiches, in some sizes. Each is made once, on one
 * of a few threads {@code thumbnail-N}, and kept while there is room. For any thread; no method waits.
 */
public final class Thumbnails {
    private static final int MOST_THREADS = 2;
    private static final int MOST_WAITING = 256;
    private static final long IDLE_SECONDS = 30;

    private final ImageStore store;
    private final Reduction reduction;
    private final ThumbnailCache cache;
    private final Duration longestWait;
    private final ConcurrentMap<Wanted, CompletableFuture<byte[]>> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor executor;

    /**
     * Creates the service; thumbnails are made when they are asked for.
     *
     * @param mostPixels limit of a pastiche; a larger one has no thumbnail
     * @param cacheBytes most bytes of the thumbnails that are kept
     * @param longestWait after it the request fails as unavailable; the thumbnail is still made, for the next request
     */
    public Thumbnails(ImageStore store, long mostPixels, long cacheBytes, Duration longestWait) {
        this.store = requireNonNull(store, "store is null");
        this.reduction = new Reduction(mostPixels);
        this.cache = new ThumbnailCache(cacheBytes);
        this.longestWait = requireNonNull(longestWait, "longestWait is null");
        this.executor = new ThreadPoolExecutor(
                MOST_THREADS,
                MOST_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new DaemonThreads("thumbnail"));
        executor.allowCoreThreadTimeOut(true);
    }

    /** A thumbnail of a pastiche. */
    record Wanted(ImageRef pastiche, ThumbnailForm form) {}

    /**
     * The thumbnail of a pastiche. It fails with
     *
     * <ul>
     *   <li>{@link ImageNotFoundException} if the pastiche is not in the store
     *   <li>{@link UnreadableImageException} if it is not of a format that workers write, or is damaged
     *   <li>{@link ImageTooLargeException} if it has too many pixels
     *   <li>{@link UnavailableException} if the store does not answer, or too many thumbnails are requested at once
     * </ul>
     */
    public CompletableFuture<byte[]> of(ImageRef pastiche, ThumbnailForm form) {
        Wanted wanted = new Wanted(pastiche, form);
        Optional<byte[]> known = cache.find(wanted);
        return known.isPresent() ? CompletableFuture.completedFuture(known.get()) : inTime(shared(wanted));
    }

    /** Requests for a thumbnail that is being made wait for the same one. */
    private CompletableFuture<byte[]> shared(Wanted wanted) {
        CompletableFuture<byte[]> ours = new CompletableFuture<>();
        CompletableFuture<byte[]> others = underWay.putIfAbsent(wanted, ours);
        if (others != null) {
            return others;
        }
        try {
            executor.execute(() -> make(wanted, ours));
        } catch (RejectedExecutionException e) {
            underWay.remove(wanted, ours);
            ours.completeExceptionally(new UnavailableException("too many thumbnails are requested at once", e));
        }
        return ours;
    }

    private void make(Wanted wanted, CompletableFuture<byte[]> result) {
        try {
            byte[] thumbnail;
            try (InputStream stream = store.open(wanted.pastiche())) {
                thumbnail = reduction.of(stream, wanted.form());
            }
            cache.keep(wanted, thumbnail);
            result.complete(thumbnail);
        } catch (IOException e) {
            result.completeExceptionally(new UnavailableException("the object store does not answer", e));
        } catch (RuntimeException | Error e) { // those who wait must be told, whatever happened
            result.completeExceptionally(e);
        } finally {
            underWay.remove(wanted, result);
        }
    }

    private CompletableFuture<byte[]> inTime(CompletableFuture<byte[]> shared) {
        CompletableFuture<byte[]> answer = shared.copy().orTimeout(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        return answer.exceptionally(e -> {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            throw cause instanceof TimeoutException
                    ? new CompletionException(
                            new UnavailableException("the thumbnail is not ready within " + longestWait, cause))
                    : new CompletionException(cause);
        });
    }
}
