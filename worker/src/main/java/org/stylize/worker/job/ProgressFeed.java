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
    private final ArtefactStore artefacts;
    private final Thread thread = new Thread(this::work, "job-progress");
    private final Object lock = new Object(); // guards pending, busy and closed
    private @Nullable Update pending;
    private boolean busy;
    private boolean closed;

    /** Starts the thread. */
    public ProgressFeed(JobReports reports, ArtefactStore artefacts) {
        this.reports = requireNonNull(reports, "reports is null");
        this.artefacts = requireNonNull(artefacts, "artefacts is null");
        thread.setDaemon(true);
        thread.start();
    }

    /** A picture to store, and its key. */
    record PreviewObject(ArtefactKey key, ImageBytes jpeg) {}

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
        Previews previews = new Previews(artefacts);
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
            @Nullable ImageRef stored = preview == null ? null : previews.store(preview);
            reports.tell(stored == null ? update.progress() : withPreview(update.progress(), stored), update.trace());
        } catch (RuntimeException e) { // progress may be lost; this thread must not be
            LOG.error("cannot tell the progress of job {}", update.progress().id(), e);
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
        private final ArtefactStore artefacts;
        private @Nullable ArtefactKey last;
        private @Nullable ArtefactKey beforeLast;

        Previews(ArtefactStore artefacts) {
            this.artefacts = artefacts;
        }

        /** Where the preview is; null if it could not be stored. */
        @Nullable
        ImageRef store(PreviewObject preview) {
            try {
                ImageRef stored = artefacts.put(preview.key(), preview.jpeg().toArray());
                ArtefactKey old = beforeLast;
                beforeLast = last;
                last = preview.key();
                if (old != null) {
                    artefacts.delete(old);
                }
                return stored;
            } catch (JobException e) {
                LOG.warn("cannot store preview {}: {}", preview.key().objectKey(), e.getMessage());
                return null;
            }
        }
    }
}
