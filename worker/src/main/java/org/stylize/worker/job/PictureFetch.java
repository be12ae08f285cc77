package org.stylize.worker.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;

/** Reads the pictures of a job from the store at once: the first on the calling thread, each other on one of its own. */
final class PictureFetch {
    private PictureFetch() {}

    /**
     * The pictures, in the order of their references.
     *
     * @throws JobException of the first that cannot be read, in that order; the others are given up
     * @throws TransientFaultException if the calling thread is interrupted, and it stays so
     */
    static List<ImageBytes> all(ImageStore store, List<ImageRef> images) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        List<FutureTask<ImageBytes>> reads = new ArrayList<>();
        try {
            for (ImageRef image : images) {
                FutureTask<ImageBytes> read = new FutureTask<>(() -> store.get(image));
                reads.add(read);
                if (reads.size() > 1) {
                    start(read, context, "job-fetch-" + reads.size());
                }
            }
            reads.get(0).run();
            List<ImageBytes> pictures = new ArrayList<>();
            for (FutureTask<ImageBytes> read : reads) {
                pictures.add(result(read));
            }
            return pictures;
        } finally {
            reads.forEach(read -> read.cancel(true)); // does nothing to one that has ended
        }
    }

    private static void start(FutureTask<ImageBytes> read, @Nullable Map<String, String> context, String name) {
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
