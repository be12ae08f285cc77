package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;

/**
 * All jobs: by id, newest first, by state.
 *
 * <p>Records, events and new submissions may come from different threads, late and twice; a job only moves forward, by
 * the sequence of its events. Readers never wait.
 */
public final class JobViews {
    private final JobStore jobs;
    private final Map<JobState, AtomicLong> counts = new EnumMap<>(JobState.class);
    private final JobWatcher watcher;
    private final Watches watches = new Watches();

    /** @param jobs which the caller closes, after this view is no longer used; empty, and written by this view only */
    public JobViews(JobStore jobs) {
        this(jobs, JobWatcher.NONE);
    }

    /**
     * A view of no jobs.
     *
     * @param jobs as above
     * @param watcher is told of each change
     */
    public JobViews(JobStore jobs, JobWatcher watcher) {
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.watcher = requireNonNull(watcher, "watcher is null");
        for (JobState state : JobState.values()) {
            counts.put(state, new AtomicLong());
        }
    }

    /** The job of that id, whoever's it is. */
    public Optional<JobRecord> find(JobId id) {
        return jobs.find(id);
    }

    /** The job of that id, if it is that tenant's. */
    public Optional<JobRecord> find(Tenant tenant, JobId id) {
        return jobs.find(id).filter(job -> job.job().tenant().equals(tenant));
    }

    /** The job of that tenant that an earlier release made for that idempotency key, under an id of its own. */
    public Optional<JobRecord> ofEarlierRelease(Tenant tenant, String idempotencyKey) {
        return jobs.ofEarlierRelease(tenant, idempotencyKey);
    }

    /** The ledger's record of a job, as soon as there is one. A caller that stops waiting cancels the future. */
    public CompletableFuture<JobRecord> ruled(JobId id) {
        return when(id, JobViews::isRuled);
    }

    /**
     * The job, as soon as there is one that meets the condition. A caller that stops waiting cancels the future.
     *
     * @param condition asked once now, and at each change of the job
     */
    public synchronized CompletableFuture<JobRecord> when(JobId id, Predicate<JobRecord> condition) {
        return jobs.find(id)
                .filter(condition)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> watches.when(id, condition));
    }

    /** Completes when there is no such job any more. A caller that stops waiting cancels the future. */
    public synchronized CompletableFuture<JobId> gone(JobId id) {
        return jobs.find(id).isPresent() ? watches.gone(id) : CompletableFuture.completedFuture(id);
    }

    /**
     * Completed jobs of that tenant whose results are made of that, and may be reused.
     *
     * @param madeOf as {@link org.stylize.proto.MadeOf} says it
     * @param limit how many at most
     */
    public List<JobRecord> reusable(Tenant tenant, String madeOf, int limit) {
        return jobs.reusable(tenant, madeOf, limit);
    }

    /** Whether a job names an object of the store with that key: as one of its pictures, or as its result. */
    public boolean isNamed(String key) {
        return jobs.isNamed(key);
    }

    /** A job that has not ended and names an object of the store with that key. */
    public Optional<JobId> openJobNaming(String key) {
        return jobs.openJobNaming(key);
    }

    /** Whether a job names an object of the store whose key begins so. */
    public boolean isAnyNamed(String keyPrefix) {
        return jobs.isAnyNamed(keyPrefix);
    }

    /**
     * A page of jobs, newest first. It may be short, or empty, though there are more.
     *
     * @param limit most jobs of the page, at least 1
     * @param before jobs older than this place; null for the newest
     */
    public JobPage page(JobQuery query, int limit, @Nullable Place before) {
        return jobs.newest(query, limit, before);
    }

    /** How many jobs of a batch are in each state; those that were done again by another job of the batch do not count. */
    public Map<JobState, Integer> counts(Tenant tenant, BatchId batch) {
        return jobs.counts(tenant, batch);
    }

    /** How many queued jobs of the same tenant and lane were admitted before that one; at most so many. */
    public int ahead(JobRecord job, int most) {
        return jobs.ahead(job, most);
    }

    public long count(JobState state) {
        return counter(state).get();
    }

    /** Time of admission of the job that waits longest for a worker. */
    public Optional<Instant> oldestWaiting() {
        return oldest(JobState.QUEUED);
    }

    /** Time of admission of the oldest job that has not ended. */
    public Optional<Instant> oldestOpen() {
        return Stream.of(JobState.SUBMITTED, JobState.QUEUED, JobState.RUNNING)
                .flatMap(state -> oldest(state).stream())
                .min(Instant::compareTo);
    }

    private Optional<Instant> oldest(JobState state) {
        return jobs.oldest(state).map(Place::admittedAt);
    }

    /** Adds a submission that the broker has and the ledger has not read yet. */
    public synchronized JobRecord submitted(StylizationJob job, Instant at) {
        JobRecord known = known(job.id());
        return known == null ? replace(null, JobRecord.submitted(job, at)) : known;
    }

    /** Takes the ledger's record of a job; ignored if a later one is known. */
    public synchronized void put(JobRecord job) {
        JobRecord known = known(job.id());
        if (known == null || job.sequence() >= known.sequence()) {
            replace(known, job);
        }
    }

    /** Takes an event; ignored if the job is not known, or the event already is. */
    public synchronized void apply(JobEvent event) {
        JobRecord known = known(event.id());
        if (known != null) {
            JobRecord after = known.after(event);
            if (after.sequence() > known.sequence()) {
                replace(known, after);
            }
        }
    }

    /** Removes a job that the ledger has removed. */
    public synchronized void remove(JobId id) {
        JobRecord known = known(id);
        if (known != null) {
            jobs.remove(known);
            counter(known.state()).decrementAndGet();
            watcher.changed(known, null);
            watches.removed(id);
        }
    }

    /** A record before its first event is the gateway's own guess. */
    private static boolean isRuled(JobRecord job) {
        return job.sequence() > 0;
    }

    private @Nullable JobRecord known(JobId id) {
        return jobs.find(id).orElse(null);
    }

    private JobRecord replace(@Nullable JobRecord known, JobRecord job) {
        jobs.put(known, job);
        if (known != null) {
            counter(known.state()).decrementAndGet();
        }
        counter(job.state()).incrementAndGet();
        watcher.changed(known, job);
        watches.changed(job);
        return job;
    }

    private AtomicLong counter(JobState state) {
        return requireNonNull(counts.get(state));
    }
}
