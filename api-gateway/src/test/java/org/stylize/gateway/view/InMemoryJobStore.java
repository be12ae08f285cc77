package org.stylize.gateway.view;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.BatchId;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Outcome;
import org.stylize.proto.Tenant;

/** A few jobs, in memory. */
public final class InMemoryJobStore implements JobStore {
    private static final Comparator<JobRecord> BY_PLACE = Comparator.comparing(Place::of);

    private final Map<JobId, JobRecord> jobs = new ConcurrentHashMap<>();

    @Override
    public Optional<JobRecord> find(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public Optional<JobRecord> ofEarlierRelease(Tenant tenant, String idempotencyKey) {
        return in(null).filter(job -> job.job().tenant().equals(tenant)
                        && job.job().retryOf() == null
                        && idempotencyKey.equals(job.job().idempotencyKey())
                        && !job.id().equals(KeyedId.of(tenant, idempotencyKey)))
                .min(BY_PLACE);
    }

    @Override
    public void put(@Nullable JobRecord known, JobRecord job) {
        jobs.put(job.id(), job);
    }

    @Override
    public void remove(JobRecord known) {
        jobs.remove(known.id());
    }

    @Override
    public JobPage newest(JobQuery query, int limit, @Nullable Place before) {
        List<JobRecord> found = jobs.values().stream()
                .filter(query::matches)
                .filter(job -> before == null || Place.of(job).compareTo(before) < 0)
                .sorted(BY_PLACE.reversed())
                .toList();
        return found.size() > limit
                ? new JobPage(found.subList(0, limit), Place.of(found.get(limit - 1)))
                : new JobPage(found, null);
    }

    @Override
    public Map<JobState, Integer> counts(Tenant tenant, BatchId batch) {
        Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            counts.put(state, 0);
        }
        List<JobRecord> all = jobs.values().stream()
                .filter(JobQuery.of(tenant, null).in(batch)::matches)
                .toList();
        all.stream()
                .filter(job -> all.stream()
                        .noneMatch(other -> job.id().equals(other.job().retryOf())))
                .forEach(job -> counts.merge(job.state(), 1, Integer::sum));
        return counts;
    }

    @Override
    public int ahead(JobRecord job, int most) {
        return (int) in(JobState.QUEUED)
                .filter(other -> other.job().tenant().equals(job.job().tenant())
                        && other.job().terms().lane() == job.job().terms().lane()
                        && Place.of(other).compareTo(Place.of(job)) < 0)
                .limit(most)
                .count();
    }

    @Override
    public Optional<Place> oldest(JobState state) {
        return in(state).min(BY_PLACE).map(Place::of);
    }

    @Override
    public List<JobRecord> reusable(Tenant tenant, String madeOf, int limit) {
        return in(JobState.COMPLETED)
                .filter(job -> job.job().tenant().equals(tenant))
                .filter(job -> isReusable(job.outcome(), madeOf))
                .limit(limit)
                .toList();
    }

    private static boolean isReusable(@Nullable Outcome outcome, String madeOf) {
        return outcome != null && outcome.isReusable() && outcome.madeOf().equals(madeOf);
    }

    @Override
    public boolean isNamed(String key) {
        return in(null).flatMap(InMemoryJobStore::objects).anyMatch(key::equals);
    }

    @Override
    public Optional<JobId> openJobNaming(String key) {
        return in(null).filter(job -> !job.state().isTerminal() && objects(job).anyMatch(key::equals))
                .map(JobRecord::id)
                .findFirst();
    }

    @Override
    public boolean isAnyNamed(String keyPrefix) {
        return in(null).flatMap(InMemoryJobStore::objects).anyMatch(key -> key.startsWith(keyPrefix));
    }

    private static Stream<String> objects(JobRecord job) {
        Stream<ImageRef> pictures = job.job().pictures().all().stream();
        Outcome outcome = job.outcome();
        return (outcome == null ? pictures : Stream.concat(pictures, Stream.of(outcome.pastiche()))).map(ImageRef::key);
    }

    private Stream<JobRecord> in(@Nullable JobState state) {
        return jobs.values().stream().filter(job -> state == null || job.state() == state);
    }
}
