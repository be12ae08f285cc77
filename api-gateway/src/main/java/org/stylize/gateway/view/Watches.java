package org.stylize.gateway.view;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;

/** Who waits for a change of which job. A future that is done, or cancelled by its owner, is forgotten. For any thread. */
final class Watches {
    private final Map<JobId, Set<Watch>> watches = new HashMap<>(); // guarded by this

    private interface Watch {
        void changed(JobRecord job);

        void removed(JobId id);
    }

    /** Completes with the job, when it changes and then meets the condition. */
    CompletableFuture<JobRecord> when(JobId id, Predicate<JobRecord> condition) {
        CompletableFuture<JobRecord> future = new CompletableFuture<>();
        add(id, future, new Watch() {
            @Override
            public void changed(JobRecord job) {
                if (condition.test(job)) {
                    future.complete(job);
                }
            }

            @Override
            public void removed(JobId removed) {
                // It may come back.
            }
        });
        return future;
    }

    /** Completes when the job is removed. */
    CompletableFuture<JobId> gone(JobId id) {
        CompletableFuture<JobId> future = new CompletableFuture<>();
        add(id, future, new Watch() {
            @Override
            public void changed(JobRecord job) {
                // It is still there.
            }

            @Override
            public void removed(JobId removed) {
                future.complete(removed);
            }
        });
        return future;
    }

    void changed(JobRecord job) {
        of(job.id()).forEach(watch -> watch.changed(job));
    }

    void removed(JobId id) {
        of(id).forEach(watch -> watch.removed(id));
    }

    /** Number of jobs that somebody waits for. */
    synchronized int jobs() {
        return watches.size();
    }

    private synchronized List<Watch> of(JobId id) {
        return List.copyOf(watches.getOrDefault(id, Set.of()));
    }

    private synchronized void add(JobId id, CompletableFuture<?> future, Watch watch) {
        watches.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(watch);
        CompletableFuture<?> unused = future.whenComplete((done, failure) -> forget(id, watch));
    }

    private synchronized void forget(JobId id, Watch watch) {
        watches.computeIfPresent(id, (key, those) -> {
            those.remove(watch);
            return those.isEmpty() ? null : those;
        });
    }
}
