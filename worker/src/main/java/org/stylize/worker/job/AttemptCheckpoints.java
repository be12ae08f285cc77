package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.Checkpoint;

/**
 * Stores the checkpoints of one attempt, and reports them. The last two of the job are kept: if the last one is damaged,
 * there is another.
 *
 * <p>What talks to the store runs on a thread of its own, so that the device need not wait. For any thread.
 */
final class AttemptCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptCheckpoints.class);
    private static final int KEPT = 2;

    private final JobRequest request;
    private final ArtefactStore artefacts;
    private final AttemptReports reports;
    private final JobObserver observer;
    private final JobTraces traces;
    private final Executor thread;
    private final TreeSet<ArtefactKey> known = new TreeSet<>(ArtefactKey.ORDER); // used on that thread only
    private final AtomicBoolean storing = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    /** @param thread one thread */
    AttemptCheckpoints(
            JobRequest request,
            ArtefactStore artefacts,
            AttemptReports reports,
            JobObserver observer,
            JobTraces traces,
            Executor thread) {
        this.request = requireNonNull(request, "request is null");
        this.artefacts = requireNonNull(artefacts, "artefacts is null");
        this.reports = requireNonNull(reports, "reports is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.traces = requireNonNull(traces, "traces is null");
        this.thread = requireNonNull(thread, "thread is null");
    }

    /** Older checkpoints of the job that are good: the last of them may be kept, the others deleted. */
    void keep(Collection<ArtefactKey> good) {
        List<ArtefactKey> keys = List.copyOf(good);
        thread.execute(() -> known.addAll(keys));
    }

    /** True if no checkpoint is being stored. */
    boolean isIdle() {
        return !storing.get();
    }

    /** Stores a checkpoint and returns at once. If that fails, there is a warning only. */
    void offer(Checkpoint checkpoint) {
        thread.execute(task(checkpoint));
    }

    /**
     * Stores a checkpoint, and waits for that.
     *
     * @param longest wait
     * @return whether it is stored
     */
    boolean store(Checkpoint checkpoint, Duration longest) {
        FutureTask<AtomicBoolean> task = task(checkpoint);
        thread.execute(task);
        try {
            return task.get(longest.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            LOG.warn("the checkpoint at step {} is not stored within {}", checkpoint.step(), longest);
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("storing a checkpoint throws nothing", e);
        }
    }

    /** The attempt is over: a checkpoint that is still under way is not reported. */
    void end() {
        over.set(true);
    }

    /** The job has ended: deletes all its checkpoints, later. */
    void deleteAll() {
        end();
        thread.execute(() -> {
            try {
                artefacts
                        .list(request.job().keys(), ArtefactKey.Kind.CHECKPOINT)
                        .forEach(artefacts::delete);
            } catch (RuntimeException e) { // whoever cleans the store will find them
                LOG.warn("cannot delete the checkpoints of the job: {}", e.toString());
            }
        });
    }

    /** Its value says whether the checkpoint is stored. */
    private FutureTask<AtomicBoolean> task(Checkpoint checkpoint) {
        storing.set(true);
        JobLog.Context context = JobLog.context();
        AtomicBoolean stored = new AtomicBoolean();
        return new FutureTask<>(
                traces.carried(() -> {
                    try {
                        context.run(() -> stored.set(!over.get() && isStored(checkpoint)));
                    } finally {
                        storing.set(false);
                    }
                }),
                stored);
    }

    private boolean isStored(Checkpoint checkpoint) {
        ArtefactKey key = ArtefactKey.checkpoint(request.job().keys(), request.attempt(), checkpoint.step());
        try {
            artefacts.put(key, checkpoint.toArray());
        } catch (RuntimeException e) { // the work goes on, and the next checkpoint may be stored
            LOG.warn("cannot store {}: {}", checkpoint, e.toString());
            return false;
        }
        observer.checkpointed(request.job());
        known.add(key);
        report(checkpoint);
        deleteOlder();
        return true;
    }

    private void report(Checkpoint checkpoint) {
        if (over.get()) {
            return;
        }
        try {
            reports.checkpointed(checkpoint.step());
        } catch (RuntimeException e) { // the checkpoint is there all the same
            LOG.warn("cannot report {}: {}", checkpoint, e.toString());
        }
    }

    private void deleteOlder() {
        try {
            while (known.size() > KEPT) {
                artefacts.delete(known.first());
                known.pollFirst();
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot delete an older checkpoint: {}", e.toString());
        }
    }
}
