package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;

/**
 * Reads the pictures of a job from the store at once: the first on the calling thread, each other on one of its own.
 */
final class PictureFetch {
    private PictureFetch() {}

    /**
     * The pictures by their references.
     *
     * @throws JobException of the first that cannot be read, in that order; the others are given up
     * @throws TransientFaultException if the calling thread is interrupted, and it stays so
     */
    static Map<ImageRef, ImageBytes> all(ImageStore store, List<ImageRef> images, JobTraces traces) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        Map<ImageRef, FutureTask<ImageBytes>> reads = new LinkedHashMap<>();
        try {
            for (ImageRef image : new LinkedHashSet<>(images)) {
                FutureTask<ImageBytes> read = new FutureTask<>(() -> store.get(image));
                reads.put(image, read);
                if (reads.size() > 1) {
                    start(traces.carried(read), context, "job-fetch-" + reads.size());
                }
            }
            requireNonNull(reads.get(images.get(0))).run();
            Map<ImageRef, ImageBytes> pictures = new HashMap<>();
            reads.forEach((image, read) -> pictures.put(image, result(read)));
            return pictures;
        } finally {
            reads.values().forEach(read -> read.cancel(true)); // does nothing to one that has ended
        }
    }

    private static void start(Runnable read, @Nullable Map<String, String> context, String name) {
        Thread thread = new Thread(
                () -> {
                    if (context != null) {
                        MDC.setContextMap(context);
                    }
                    read.run();
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static ImageBytes result(FutureTask<ImageBytes> read) {
        try {
            return read.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFaultException("interrupted while pictures were read", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("reading a picture failed", cause);
        }
    }
}
