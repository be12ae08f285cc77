package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.JobObjectKey;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.Tenant;

/**
 * One sweep over the store, page by page. What seems to be of no use is collected, some thousand objects at a time. Then
 * the sweep waits until the view has everything that the broker had got by then, and asks the jobs again: so no job that
 * was on its way is overlooked. For one thread.
 */
final class Sweep {
    /** Objects that are looked at twice together. Bounds the memory of a sweep. */
    static final int BATCH = 10_000;

    private static final Duration LOOK = Duration.ofMillis(200);
    /** How long the view may be behind before the sweep is left to the next time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SweptStore store;
    private final KnownJobs jobs;
    private final SweepRules rules;
    private final Clock clock;
    private final Pace pace;
    private final Map<Orphan.Kind, Long> removed = new EnumMap<>(Orphan.Kind.class);
    private Orphans orphans = new Orphans();
    private long looked;
    private long removedBytes;

    Sweep(SweptStore store, KnownJobs jobs, SweepRules rules, Clock clock, Pace pace) {
        this.store = requireNonNull(store, "store is null");
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.rules = requireNonNull(rules, "rules is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.pace = requireNonNull(pace, "pace is null");
    }

    /**
     * Sweeps; once only.
     *
     * @throws BrokenOffException if it must not go on
     * @throws UnavailableException if the store does not answer
     */
    void run() {
        pace.look();
        requireOwnStore();
        for (String prefix : prefixes()) {
            List<SweptStore.Listed> page = store.page(prefix, "");
            while (!page.isEmpty()) {
                page.forEach(this::look);
                pace.look();
                page = store.page(prefix, page.get(page.size() - 1).key());
            }
        }
        removeOrphans();
    }

    private List<String> prefixes() {
        List<Tenant> tenants =
                store.folders().stream().filter(Tenant::isName).map(Tenant::new).toList();
        List<String> prefixes = new ArrayList<>(JobObjectKey.prefixes(tenants));
        prefixes.add(SweepRules.STYLES);
        return prefixes;
    }

    /** What it did so far. */
    SweepReport report(SweepEnd end, Duration took) {
        return new SweepReport(end, looked, removed, removedBytes, took, clock.instant());
    }

    /** The objects of other jobs than these would all look as if no job named them. */
    private void requireOwnStore() {
        String mine = jobs.owner()
                .get()
                .orElseThrow(() -> new BrokenOffException(SweepEnd.POSTPONED, "the ledger has not started yet"));
        String owner = store.owner(mine);
        if (!owner.equals(mine)) {
            throw new BrokenOffException(
                    SweepEnd.POSTPONED,
                    "the bucket belongs to the jobs of the topic " + owner
                            + " but the jobs here are those of the topic " + mine
                            + "; docs/troubleshooting.md says what to do");
        }
    }

    private void look(SweptStore.Listed object) {
        looked++;
        kindOf(object).ifPresent(kind -> orphans.add(new Orphan(object, kind)));
        if (orphans.size() >= BATCH) {
            removeOrphans();
        }
    }

    private Optional<Orphan.Kind> kindOf(SweptStore.Listed object) {
        if (SweepRules.isStyle(object)) {
            return rules.isOldStyle(object, known()) ? Optional.of(Orphan.Kind.STYLE) : Optional.empty();
        }
        return JobObjectKey.parse(object.key())
                .flatMap(key ->
                        rules.judge(key, object, jobs.views().find(key.job()).orElse(null), known()));
    }

    private Instant known() {
        if (!jobs.isWhole().getAsBoolean()) {
            throw new BrokenOffException(SweepEnd.POSTPONED, "a job cannot be read");
        }
        return jobs.before()
                .get()
                .orElseThrow(() -> new BrokenOffException(SweepEnd.POSTPONED, "the view of the jobs is behind"));
    }

    private void removeOrphans() {
        orphans.leaveOutNamed(jobs.views());
        if (orphans.size() > 0) {
            awaitKnown(clock.instant());
            orphans.leaveOutNamed(jobs.views());
            orphans.all().forEach(this::remove);
        }
        orphans = new Orphans();
    }

    private void awaitKnown(Instant time) {
        Instant until = time.plus(PATIENCE);
        while (known().isBefore(time)) {
            if (clock.instant().isAfter(until)) {
                throw new BrokenOffException(
                        SweepEnd.POSTPONED, "the view of the jobs is behind by more than " + PATIENCE);
            }
            pace.pause(LOOK);
        }
    }

    private void remove(Orphan orphan) {
        pace.awaitDeletion();
        SweptStore.Listed object = latest(orphan);
        // Its job may have been submitted again since the object was listed.
        if (object != null && kindOf(object).isPresent()) {
            store.delete(object.key());
            removed.merge(orphan.kind(), 1L, Long::sum);
            removedBytes += object.bytes();
        }
    }

    /** An upload and a style may have been stored again under the same key; attempts have keys of their own. */
    private SweptStore.@Nullable Listed latest(Orphan orphan) {
        SweptStore.Listed object = orphan.object();
        return switch (orphan.kind()) {
            case UPLOAD, STYLE ->
                store.storedAt(object.key())
                        .map(at -> new SweptStore.Listed(object.key(), at, object.bytes()))
                        .orElse(null);
            case CHECKPOINT, PREVIEW, LOST_ATTEMPT, FORGOTTEN_JOB -> object;
        };
    }
}
