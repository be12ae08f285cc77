package org.stylize.gateway.quota;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.stylize.gateway.submission.Quotas;
import org.stylize.proto.JobId;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Tenant;
import org.stylize.proto.Usage;

/**
 * Judges requests by the limits of their tenants. Each gateway knows what all ledgers say ({@code stylize.usage}, some
 * hundred milliseconds old; its own partitions at once) and what it handed over itself since, so several gateways
 * together let pass what one would, and at most what comes in at the others in that time. For any thread; never waits.
 */
public final class TenantQuotas implements Quotas {
    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);
    /** After it an open job may have ended. */
    private static final Duration UNTIL_A_JOB_ENDS = Duration.ofSeconds(5);
    /** After it the store may have been counted again. */
    private static final Duration UNTIL_A_COUNT = Duration.ofMinutes(1);

    private final TenantLimits.ByTenant limits;
    private final Function<JobId, Optional<Instant>> admittedAt;
    private final Homes homes;
    private final Quota.Observer observer;
    private final Clock clock;
    private final Map<Tenant, TenantUse> uses = new ConcurrentHashMap<>();
    private final AtomicBoolean isCaughtUp = new AtomicBoolean();

    /** Says to which partition of the ledger a job belongs. */
    @FunctionalInterface
    public interface Homes {
        /** The partition, of so many. */
        int of(JobId id, int partitions);
    }

    /** @param admittedAt when the ledger admitted a job; empty if this gateway does not know that it has */
    public TenantQuotas(
            TenantLimits.ByTenant limits,
            Function<JobId, Optional<Instant>> admittedAt,
            Homes homes,
            Quota.Observer observer,
            Clock clock) {
        this.limits = requireNonNull(limits, "limits is null");
        this.admittedAt = requireNonNull(admittedAt, "admittedAt is null");
        this.homes = requireNonNull(homes, "homes is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Takes what a partition of the ledger said. */
    public void put(Usage usage) {
        use(usage.tenant()).put(usage, !isCaughtUp.get());
    }

    /** The ledger of this gateway has admitted a job. */
    public void admitted(Tenant tenant, JobId id, Instant at) {
        use(tenant).admitted(id, at);
    }

    /** What was said before this gateway started is known. */
    public void caughtUp() {
        isCaughtUp.set(true);
    }

    @Override
    public void request(Tenant tenant) {
        TenantLimits limit = limits.apply(tenant);
        Double perSecond = limit.submissionsPerSecond();
        if (perSecond == null) {
            return;
        }
        Instant now = clock.instant();
        TenantUse use = settled(tenant, now);
        Duration until = Duration.ZERO;
        synchronized (use) {
            TokenBucket bucket = use.bucket(perSecond, limit.burst(), now);
            if (bucket.take(now)) {
                return;
            }
            until = bucket.untilOne(now);
        }
        observer.refused(Quota.SUBMISSIONS, false);
        throw new QuotaException(
                tenant,
                new Problem(
                        ProblemType.RATE_LIMITED,
                        "tenant " + tenant + " may submit " + perSecond + " jobs a second, and " + limit.burst()
                                + " at once"),
                atLeast(until));
    }

    @Override
    public void hand(Tenant tenant, JobId id, long pixelSteps, long bytes) {
        hand(tenant, Map.of(id, pixelSteps), bytes);
    }

    @Override
    public void hand(Tenant tenant, Map<JobId, Long> pixelSteps) {
        hand(tenant, pixelSteps, 0);
    }

    private void hand(Tenant tenant, Map<JobId, Long> jobs, long bytes) {
        if (!limits.apply(tenant).limitsSubmissions()) {
            return;
        }
        Instant now = clock.instant();
        TenantUse use = settled(tenant, now);
        Optional<Refused> refused;
        synchronized (use) {
            refused = judged(
                    tenant,
                    use,
                    jobs.size(),
                    jobs.values().stream().mapToLong(Long::longValue).sum(),
                    now);
            if (refused.isEmpty()) {
                use.store(bytes);
                jobs.forEach((id, pixelSteps) -> use.hand(id, pixelSteps, now));
                return;
            }
        }
        observer.refused(refused.get().quota(), false);
        throw new QuotaException(tenant, refused.get().problem(), refused.get().until());
    }

    @Override
    public void store(Tenant tenant, long bytes) {
        Long most = limits.apply(tenant).storedBytes();
        TenantUse use = use(tenant);
        synchronized (use) {
            if (most == null || use.storedBytes() < most) {
                use.store(bytes);
                return;
            }
        }
        observer.refused(Quota.STORED_BYTES, false);
        throw new QuotaException(tenant, storeIsFull(tenant, most, use), UNTIL_A_COUNT);
    }

    private static Problem storeIsFull(Tenant tenant, long most, TenantUse use) {
        return new Problem(
                ProblemType.QUOTA_EXCEEDED,
                "tenant " + tenant + " may have " + most + " bytes in the store and has " + use.storedBytes()
                        + "; delete jobs or pictures");
    }

    @Override
    public void forget(Tenant tenant, JobId id) {
        use(tenant).forget(id);
    }

    /** Why so many jobs would be refused if they were submitted now; empty if they would not. Counts nothing. */
    public Optional<Problem> refusal(Tenant tenant, int jobs, long pixelSteps) {
        if (!limits.apply(tenant).limitsSubmissions()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return judged(tenant, settled(tenant, now), jobs, pixelSteps, now).map(Refused::problem);
    }

    /** Why the ledger must not admit a job that came over Kafka; empty if it may. */
    public Optional<Problem> judge(Tenant tenant, long pixelSteps) {
        if (!limits.apply(tenant).limitsSubmissions()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        TenantUse use = settled(tenant, now);
        Optional<Refused> refused = judged(tenant, use, 1, pixelSteps, now);
        refused.ifPresent(why -> observer.refused(why.quota(), true));
        return refused.map(Refused::problem);
    }

    /** The tenants that this gateway has seen and whose storage is limited. */
    public List<Tenant> tenantsWithLimitedStorage() {
        return uses.keySet().stream()
                .filter(tenant -> limits.apply(tenant).storedBytes() != null)
                .sorted(Comparator.comparing(Tenant::name))
                .toList();
    }

    /** Counts what the tenant has in the store; waits for it. */
    public void count(Tenant tenant, ToLongFunction<Tenant> store) {
        TenantUse use = use(tenant);
        long uploadedBefore = use.uploaded();
        use.counted(store.applyAsLong(tenant), uploadedBefore);
    }

    /**
     * Counts one more event stream.
     *
     * @return closes it; may be run more than once
     * @throws QuotaException if as many are open as may be
     */
    public Runnable openStream(Tenant tenant) {
        Integer most = limits.apply(tenant).eventStreams();
        TenantUse use = use(tenant);
        if (!use.openStream(most == null ? Integer.MAX_VALUE : most)) {
            observer.refused(Quota.EVENT_STREAMS, false);
            throw new QuotaException(
                    tenant,
                    new Problem(
                            ProblemType.QUOTA_EXCEEDED,
                            "tenant " + tenant + " may have " + most + " event streams at this gateway at a time"),
                    UNTIL_A_JOB_ENDS);
        }
        AtomicBoolean isOpen = new AtomicBoolean(true);
        return () -> {
            if (isOpen.getAndSet(false)) {
                use.closeStream();
            }
        };
    }

    /** What is left to the tenant of everything about submissions that is limited. */
    public List<Allowance> allowances(Tenant tenant) {
        TenantLimits limit = limits.apply(tenant);
        if (!limit.limitsSubmissions()) {
            return List.of();
        }
        Instant now = clock.instant();
        TenantUse use = settled(tenant, now);
        List<Allowance> all = new ArrayList<>();
        if (limit.submissionsPerSecond() != null) {
            synchronized (use) {
                TokenBucket bucket = use.bucket(limit.submissionsPerSecond(), limit.burst(), now);
                Duration window = Duration.ofNanos((long) (limit.burst() / limit.submissionsPerSecond() * 1e9));
                all.add(new Allowance(
                        Quota.SUBMISSIONS, limit.burst(), window, bucket.left(now), bucket.untilFull(now)));
            }
        }
        if (limit.openJobs() != null) {
            long left = Math.max(0, limit.openJobs() - use.openJobs());
            all.add(new Allowance(Quota.OPEN_JOBS, limit.openJobs(), null, left, null));
        }
        if (limit.pixelStepsPerDay() != null) {
            long left = Math.max(0, limit.pixelStepsPerDay() - use.pixelSteps(day(now)));
            all.add(new Allowance(
                    Quota.PIXEL_STEPS, limit.pixelStepsPerDay(), Duration.ofDays(1), left, untilTomorrow(now)));
        }
        if (limit.storedBytes() != null) {
            long left = Math.max(0, limit.storedBytes() - use.storedBytes());
            all.add(new Allowance(Quota.STORED_BYTES, limit.storedBytes(), null, left, null));
        }
        return List.copyOf(all);
    }

    private record Refused(Quota quota, Problem problem, Duration until) {}

    private Optional<Refused> judged(Tenant tenant, TenantUse use, int jobs, long pixelSteps, Instant now) {
        TenantLimits limit = limits.apply(tenant);
        if (limit.openJobs() != null && use.openJobs() + jobs > limit.openJobs()) {
            return Optional.of(new Refused(
                    Quota.OPEN_JOBS,
                    new Problem(
                            ProblemType.QUOTA_EXCEEDED,
                            "tenant " + tenant + " may have " + limit.openJobs() + " jobs that have not ended"
                                    + (jobs == 1 ? "" : " and has " + use.openJobs() + "; these are " + jobs)),
                    UNTIL_A_JOB_ENDS));
        }
        if (limit.storedBytes() != null && use.storedBytes() >= limit.storedBytes()) {
            return Optional.of(
                    new Refused(Quota.STORED_BYTES, storeIsFull(tenant, limit.storedBytes(), use), UNTIL_A_COUNT));
        }
        if (limit.pixelStepsPerDay() != null) {
            long used = use.pixelSteps(day(now));
            if (pixelSteps > limit.pixelStepsPerDay() - used) {
                return Optional.of(new Refused(
                        Quota.PIXEL_STEPS,
                        new Problem(
                                ProblemType.QUOTA_EXCEEDED,
                                "tenant " + tenant + " may use " + limit.pixelStepsPerDay()
                                        + " pixel-steps a day (UTC)," + " has used " + used
                                        + " today, and " + (jobs == 1 ? "the job needs " : "the jobs need ")
                                        + pixelSteps),
                        untilTomorrow(now)));
            }
        }
        return Optional.empty();
    }

    private TenantUse settled(Tenant tenant, Instant now) {
        TenantUse use = use(tenant);
        use.settle(admittedAt, homes, now);
        return use;
    }

    private TenantUse use(Tenant tenant) {
        return uses.computeIfAbsent(tenant, name -> new TenantUse());
    }

    private static long day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay();
    }

    private static Duration untilTomorrow(Instant now) {
        Instant tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return atLeast(Duration.between(now, tomorrow));
    }

    private static Duration atLeast(Duration until) {
        return until.compareTo(SHORTEST_RETRY) < 0 ? SHORTEST_RETRY : until;
    }
}
