package org.stylize.gateway.view;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    public void put(@Nullable JobRecord known, JobRecord job) {
        jobs.put(job.id(), job);
    }

    @Override
    public void remove(JobRecord known) {
        jobs.remove(known.id());
    }

    @Override
    public List<JobRecord> newest(Tenant tenant, int limit, @Nullable Place before, @Nullable JobState state) {
        return in(state)
                .filter(job -> job.job().tenant().equals(tenant))
                .filter(job -> before == null || Place.of(job).compareTo(before) < 0)
                .sorted(BY_PLACE.reversed())
                .limit(limit)
                .toList();
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
