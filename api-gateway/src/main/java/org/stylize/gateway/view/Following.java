package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobRecord;

/**
 * The mailbox of one follower. It has a fixed limit, even if the follower is slow: only the latest progress and the
 * latest preview are kept, and if too many events wait, one resync replaces them.
 *
 * <p>The feed adds items and one reader takes them, each on any thread.
 */
public final class Following implements AutoCloseable {
    /** Events that may wait; a whole life of a job has about ten. */
    static final int MOST_WAITING = 64;

    private final JobId id;
    private final Supplier<JobRecord> present;
    private final Runnable signal;
    private final Runnable onClose;
    private final Deque<FeedItem> waiting = new ArrayDeque<>();
    private long sequence;
    private @Nullable JobProgress progress;
    private @Nullable JobProgress preview;
    private boolean over;

    /**
     * An empty mailbox.
     *
     * @param sequence of the last event that the follower knows
     * @param present the job in its present state, for a resync
     * @param signal called when something was put in, on the thread that did; must not block
     */
    Following(JobId id, long sequence, Supplier<JobRecord> present, Runnable signal, Runnable onClose) {
        this.id = requireNonNull(id, "id is null");
        this.sequence = sequence;
        this.present = requireNonNull(present, "present is null");
        this.signal = requireNonNull(signal, "signal is null");
        this.onClose = requireNonNull(onClose, "onClose is null");
    }

    public JobId id() {
        return id;
    }

    /** Takes the next item, null if there is none now. */
    public synchronized @Nullable FeedItem poll() {
        FeedItem next = waiting.poll();
        if (next != null) {
            return next;
        }
        if (preview != null) {
            JobProgress latest = preview;
            preview = null;
            return new FeedItem.Previewed(latest);
        }
        if (progress != null) {
            JobProgress latest = progress;
            progress = null;
            return new FeedItem.Progressed(latest);
        }
        return null;
    }

    /** Whether everything was taken and nothing follows. */
    public synchronized boolean isOver() {
        return over && waiting.isEmpty();
    }

    /** Stops following; no more items are added. */
    @Override
    public void close() {
        onClose.run();
    }

    synchronized void snapshot(JobRecord job) {
        begin(new FeedItem.Snapshot(job), job);
    }

    synchronized void resync(JobRecord job) {
        begin(new FeedItem.Resync(job), job);
    }

    synchronized void happened(Collection<JobEvent> events) {
        events.forEach(this::add);
    }

    void happened(JobEvent event) {
        synchronized (this) {
            add(event);
        }
        signal.run();
    }

    void progressed(JobProgress latest) {
        synchronized (this) {
            if (over) {
                return;
            }
            progress = latest;
            if (latest.preview() != null) {
                preview = latest;
            }
        }
        signal.run();
    }

    /** The follower knows the last event already. */
    synchronized void end() {
        over = true;
    }

    /** Adds the progress and the preview from before this follower came. */
    synchronized void catchUp(@Nullable JobProgress latestProgress, @Nullable JobProgress latestPreview) {
        if (!over) {
            progress = latestProgress;
            preview = latestPreview;
        }
    }

    private void begin(FeedItem item, JobRecord job) {
        waiting.clear();
        waiting.add(item);
        sequence = job.sequence();
        over = item.isLast();
    }

    private void add(JobEvent event) {
        if (over || event.sequence() <= sequence) {
            return;
        }
        if (event.sequence() > sequence + 1 || waiting.size() >= MOST_WAITING) {
            resync(present.get());
            if (event.sequence() <= sequence) {
                return;
            }
        }
        waiting.add(new FeedItem.Happened(event));
        sequence = event.sequence();
        if (event.isTerminal()) {
            over = true;
            progress = null;
            preview = null;
        }
    }
}
