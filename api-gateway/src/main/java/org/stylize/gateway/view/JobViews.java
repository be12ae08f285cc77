package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.StylizationJob;

/**
 * All jobs, in memory: by id, newest first, by state.
 *
 * <p>Records, events and new submissions may come from different threads, late and twice; a job only moves forward, by
 * the sequence of its events. Readers never wait.
 */
public final class JobViews {
    private final Map<JobId, JobRecord> jobs = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<Place> places = new ConcurrentSkipListSet<>();
    private final Map<JobState, ConcurrentSkipListSet<Place>> byState = new EnumMap<>(JobState.class);
    private final Map<JobState, AtomicLong> counts = new EnumMap<>(JobState.class);
    private final Watches watches = new Watches();
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
        JobRecord known = jobs.get(id);
        return known != null && condition.test(known)
                ? CompletableFuture.completedFuture(known)
                : watches.when(id, condition);
    }

    /** Completes when there is no such job any more. A caller that stops waiting cancels the future. */
    public synchronized CompletableFuture<JobId> gone(JobId id) {
        return jobs.containsKey(id) ? watches.gone(id) : CompletableFuture.completedFuture(id);
    }

    /** Whether any job meets the condition. Looks at all of them. */
    public boolean anyMatch(Predicate<JobRecord> condition) {
        return jobs.values().stream().anyMatch(condition);
    }

    /**
     * A page of jobs, newest first.
     *
     * @param limit most jobs of the page, at least 1
     * @param before jobs older than this place; null for the newest
     * @param state jobs in this state; null for all
     */
    public JobPage page(int limit, @Nullable Place before, @Nullable JobState state) {
        List<JobRecord> found = new ArrayList<>(limit + 1);
        for (Place place : places(before, state)) {
            JobRecord job = jobs.get(place.id()); // may have gone or moved since
            if (job != null && Place.of(job).equals(place) && (state == null || job.state() == state)) {
                found.add(job);
            }
            if (found.size() > limit) {
                break;
            }
        }
        return found.size() > limit
                ? new JobPage(found.subList(0, limit), Place.of(found.get(limit - 1)))
                : new JobPage(found, null);
    }

    public long count(JobState state) {
        return requireNonNull(counts.get(state)).get();
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
        NavigableSet<Place> those = requireNonNull(byState.get(state));
        return those.stream().findFirst().map(Place::admittedAt);
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
            watches.removed(id);
        }
    }

    /** A record before its first event is the gateway's own guess. */
    private static boolean isRuled(JobRecord job) {
        return job.sequence() > 0;
    }

    private Iterable<Place> places(@Nullable Place before, @Nullable JobState state) {
        NavigableSet<Place> all = state == null ? places : requireNonNull(byState.get(state));
        return (before == null ? all : all.headSet(before, false)).descendingSet();
    }

    private JobRecord replace(@Nullable JobRecord known, JobRecord later) {
        JobRecord job = recipes.share(later);
        jobs.put(job.id(), job);
        Place place = Place.of(job);
        if (known == null || known.state() != job.state() || !Place.of(known).equals(place)) {
            if (known != null) {
                leave(known);
            }
            places.add(place);
            requireNonNull(byState.get(job.state())).add(place);
            requireNonNull(counts.get(job.state())).incrementAndGet();
        }
        watches.changed(job);
        return job;
    }

    private void leave(JobRecord job) {
        places.remove(Place.of(job));
        requireNonNull(byState.get(job.state())).remove(Place.of(job));
        requireNonNull(counts.get(job.state())).decrementAndGet();
    }
}
