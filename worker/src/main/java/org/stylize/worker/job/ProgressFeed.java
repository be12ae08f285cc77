package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobProgress;
import org.stylize.proto.Trace;

/**
 * Tells progress and stores previews on the thread {@code job-progress}, so that the device never waits for either.
 * Holds one progress at most: while it is busy, a later one takes the place of an earlier one, but a preview stays
 * until a newer one comes.
 *
 * <p>Each preview is an object of its own, so that no cache shows an old one; the one before the last is deleted.
 */
public final class ProgressFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressFeed.class);

    private final JobReports reports;
    private final ImageStore images;
    private final Thread thread = new Thread(this::work, "job-progress");
    private final Object lock = new Object(); // guards pending, busy and closed
    private @Nullable Update pending;
    private boolean busy;
    private boolean closed;

    /** Starts the thread. */
    public ProgressFeed(JobReports reports, ImageStore images) {
        this.reports = requireNonNull(reports, "reports is null");
        this.images = requireNonNull(images, "images is null");
        thread.setDaemon(true);
        thread.start();
    }

    /** A picture to store, and where. */
    record PreviewObject(ImageRef ref, ImageBytes jpeg) {}

    private record Update(
            JobProgress progress, Trace trace, @Nullable PreviewObject preview) {}

    /** Returns at once. For any thread. */
    void offer(JobProgress progress, Trace trace, @Nullable PreviewObject preview) {
        synchronized (lock) {
            PreviewObject latest = preview;
            if (latest == null
                    && pending != null
                    && pending.progress().attempt().equals(progress.attempt())) {
                latest = pending.preview();
            }
            pending = new Update(progress, trace, latest);
            lock.notifyAll();
        }
    }

    /** True if everything that was offered is told. For any thread. */
    boolean isIdle() {
        synchronized (lock) {
            return pending == null && !busy;
        }
    }

    /** What was offered and not told yet is forgotten: its attempt is over. */
    void forget() {
        synchronized (lock) {
            pending = null;
        }
    }

    /** Ends the thread; waits a few seconds for what it is at. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        Previews previews = new Previews(images);
        try {
            for (Update update = take(); update != null; update = take()) {
                tell(update, previews);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Update take() throws InterruptedException {
        synchronized (lock) {
            busy = false;
            while (pending == null && !closed) {
                lock.wait();
            }
            Update update = closed ? null : pending;
            pending = null;
            busy = true;
            return update;
        }
    }

    private void tell(Update update, Previews previews) {
        try {
            PreviewObject preview = update.preview();
            boolean stored = preview != null && previews.store(preview);
            JobProgress progress =
                    preview != null && stored ? withPreview(update.progress(), preview.ref()) : update.progress();
            reports.tell(progress, update.trace());
        } catch (RuntimeException e) { // progress may be lost; this thread must not be
            LOG.error("progress of job {} could not be told", update.progress().id(), e);
        }
    }

    private static JobProgress withPreview(JobProgress progress, ImageRef preview) {
        return new JobProgress(
                progress.id(),
                progress.attempt(),
                progress.at(),
                progress.step(),
                progress.steps(),
                progress.losses(),
                progress.learningRate(),
                progress.stepsPerSecond(),
                progress.secondsLeft(),
                preview);
    }

    /** The last two objects. Owned by the thread {@code job-progress}. */
    @ThreadOwned
    private static final class Previews {
        private final ImageStore images;
        private @Nullable ImageRef last;
        private @Nullable ImageRef beforeLast;

        Previews(ImageStore images) {
            this.images = images;
        }

        boolean store(PreviewObject preview) {
            try {
                images.put(preview.ref(), preview.jpeg());
                ImageRef old = beforeLast;
                beforeLast = last;
                last = preview.ref();
                if (old != null) {
                    images.delete(old);
                }
                return true;
            } catch (JobException e) {
                LOG.warn("preview {} could not be stored: {}", preview.ref(), e.getMessage());
                return false;
            }
        }
    }
}
