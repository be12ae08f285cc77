package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.StylizationJob;

/**
 * All jobs, in memory: by id, newest first, by state, by idempotency key.
 *
 * <p>Records, events and new submissions may come from different threads, late and twice; a job only moves forward, by
 * the sequence of its events. Readers never wait.
 */
public final class JobViews {
    private final ConcurrentSkipListMap<JobId, JobRecord> jobs = new ConcurrentSkipListMap<>();
    private final Map<JobState, ConcurrentSkipListSet<JobId>> byState = new EnumMap<>(JobState.class);
    private final Map<JobState, AtomicLong> counts = new EnumMap<>(JobState.class);
    private final Map<String, JobId> byKey = new ConcurrentHashMap<>();
    private final SharedRecipes recipes = new SharedRecipes();

    public JobViews() {
        for (JobState state : JobState.values()) {
            byState.put(state, new ConcurrentSkipListSet<>());
            counts.put(state, new AtomicLong());
        }
    }

    public Optional<JobRecord> find(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The job that was submitted with that idempotency key. */
    public Optional<JobRecord> findByKey(String idempotencyKey) {
        return Optional.ofNullable(byKey.get(idempotencyKey)).flatMap(this::find);
    }

    /**
     * A page of jobs, newest first.
     *
     * @param limit most jobs of the page, at least 1
     * @param before jobs older than this one; null for the newest
     * @param state jobs in this state; null for all
     */
    public JobPage page(int limit, @Nullable JobId before, @Nullable JobState state) {
        List<JobRecord> found = new ArrayList<>(limit + 1);
        for (JobId id : ids(before, state)) {
            JobRecord job = jobs.get(id); // may have gone or moved since
            if (job != null && (state == null || job.state() == state)) {
                found.add(job);
            }
            if (found.size() > limit) {
                break;
            }
        }
        return found.size() > limit
                ? new JobPage(found.subList(0, limit), found.get(limit - 1).id())
                : new JobPage(found, null);
    }

    public long count(JobState state) {
        return requireNonNull(counts.get(state)).get();
    }

    /** Time of submission of the job that waits longest for a worker. */
    public Optional<Instant> oldestWaiting() {
        NavigableSet<JobId> waiting = requireNonNull(byState.get(JobState.QUEUED));
        for (JobId id : waiting) {
            JobRecord job = jobs.get(id);
            if (job != null) {
                return Optional.of(job.job().submittedAt());
            }
        }
        return Optional.empty();
    }

    /** Adds a submission that the broker has and the ledger has not read yet. */
    public synchronized JobRecord submitted(StylizationJob job, Instant at) {
        JobRecord known = jobs.get(job.id());
        return known == null ? replace(null, JobRecord.submitted(job, at)) : known;
    }

    /** Takes the ledger's record of a job; ignored if a later one is known. */
    public synchronized void put(JobRecord job) {
        JobRecord known = jobs.get(job.id());
        if (known == null || job.sequence() >= known.sequence()) {
            replace(known, job);
        }
    }

    /** Takes an event; ignored if the job is not known, or the event already is. */
    public synchronized void apply(JobEvent event) {
        JobRecord known = jobs.get(event.id());
        if (known != null) {
            JobRecord after = known.after(event);
            if (after.sequence() > known.sequence()) {
                replace(known, after);
            }
        }
    }

    /** Removes a job that the ledger has removed. */
    public synchronized void remove(JobId id) {
        JobRecord known = jobs.remove(id);
        if (known != null) {
            leave(known);
            String key = known.job().idempotencyKey();
            if (key != null) {
                byKey.remove(key, id);
            }
        }
    }

    private Iterable<JobId> ids(@Nullable JobId before, @Nullable JobState state) {
        if (state == null) {
            NavigableMap<JobId, JobRecord> older = before == null ? jobs : jobs.headMap(before, false);
            return older.descendingKeySet();
        }
        NavigableSet<JobId> all = requireNonNull(byState.get(state));
        return (before == null ? all : all.headSet(before, false)).descendingSet();
    }

    private JobRecord replace(@Nullable JobRecord known, JobRecord later) {
        JobRecord job = recipes.share(later);
        jobs.put(job.id(), job);
        if (known == null || known.state() != job.state()) {
            if (known != null) {
                leave(known);
            }
            requireNonNull(byState.get(job.state())).add(job.id());
            requireNonNull(counts.get(job.state())).incrementAndGet();
        }
        String key = job.job().idempotencyKey();
        if (key != null) {
            byKey.putIfAbsent(key, job.id());
        }
        return job;
    }

    private void leave(JobRecord job) {
        requireNonNull(byState.get(job.state())).remove(job.id());
        requireNonNull(counts.get(job.state())).decrementAndGet();
    }
}
