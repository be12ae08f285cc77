package org.stylize.gateway.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobId;
import org.stylize.proto.Usage;

/**
 * What one tenant uses, as far as this gateway knows: what each partition of the ledger said last, and the jobs that this
 * gateway handed to the broker since. Guarded by its own lock.
 */
final class TenantUse {
    /** A job that the ledger has not admitted by then was lost on the way, or was refused. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(1);

    private final Map<Integer, Usage> partitions = new HashMap<>();
    private final Map<Integer, Long> atTheStart = new HashMap<>();
    private final Map<JobId, Pending> pending = new LinkedHashMap<>();
    private @Nullable TokenBucket bucket;
    private long ownAdmitted;
    private long taken;
    private int streams;
    private long stored;
    private long uploaded;
    private long uploadedBeforeCount;

    /** @param admittedAt null until this gateway's own ledger says that it has admitted the job */
    private record Pending(
            long pixelSteps, Instant since, @Nullable Instant admittedAt) {}

    /**
     * Takes what a partition said.
     *
     * @param isFromBefore whether it was said before this gateway started, so that its jobs cannot count for the rate
     */
    synchronized void put(Usage usage, boolean isFromBefore) {
        Usage known = partitions.get(usage.partition());
        if (known == null) {
            atTheStart.put(usage.partition(), isFromBefore ? usage.admitted() : 0);
        } else if (known.at().isAfter(usage.at())) {
            return;
        } else if (isFromBefore) {
            atTheStart.put(usage.partition(), usage.admitted());
        }
        partitions.put(usage.partition(), usage);
    }

    /** Jobs that have not ended. */
    synchronized long openJobs() {
        return partitions.values().stream().mapToLong(Usage::openJobs).sum() + pending.size();
    }

    /** Pixel-steps of the jobs of that day. */
    synchronized long pixelSteps(long day) {
        long said = partitions.values().stream()
                .mapToLong(usage -> usage.pixelStepsOn(day))
                .sum();
        return said + pending.values().stream().mapToLong(Pending::pixelSteps).sum();
    }

    /** Bytes in the store, as counted last, and what this gateway has added since that count began. */
    synchronized long storedBytes() {
        return stored + uploaded - uploadedBeforeCount;
    }

    /** This gateway stores so many. */
    synchronized void store(long bytes) {
        uploaded += bytes;
    }

    synchronized long uploaded() {
        return uploaded;
    }

    /** @param uploadedBefore what {@link #uploaded} said when the count began */
    synchronized void counted(long bytes, long uploadedBefore) {
        stored = bytes;
        uploadedBeforeCount = uploadedBefore;
    }

    synchronized void hand(JobId id, long pixelSteps, Instant now) {
        pending.put(id, new Pending(pixelSteps, now, null));
    }

    /** The ledger of this gateway has admitted the job. */
    synchronized void admitted(JobId id, Instant at) {
        pending.computeIfPresent(id, (same, known) -> new Pending(known.pixelSteps(), known.since(), at));
    }

    synchronized void forget(JobId id) {
        pending.remove(id);
    }

    /**
     * Removes the jobs that the partitions have counted.
     *
     * @param admittedAt when the ledger admitted a job; empty if this gateway does not know that it has
     */
    synchronized void settle(Function<JobId, Optional<Instant>> admittedAt, TenantQuotas.Homes homes, Instant now) {
        long unsure = 0;
        Iterator<Map.Entry<JobId, Pending>> all = pending.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<JobId, Pending> entry = all.next();
            JobId id = entry.getKey();
            Pending job = entry.getValue();
            boolean mayBeCounted = isCounted(id, job.since(), homes);
            Optional<Instant> admitted = mayBeCounted
                    ? Optional.ofNullable(job.admittedAt()).or(() -> admittedAt.apply(id))
                    : Optional.empty();
            if (admitted.filter(at -> isCounted(id, at, homes)).isPresent()) {
                ownAdmitted++;
                all.remove();
            } else if (job.since().plus(LONGEST_WAY).isBefore(now)) {
                all.remove();
            } else if (mayBeCounted) {
                unsure++;
            }
        }
        long others = Math.max(0, admittedSince() - ownAdmitted - unsure);
        if (bucket != null) {
            bucket.takeAnyway(others - taken, now);
        }
        taken = others;
    }

    /** Whether the job is counted if it was admitted then; it may be if it was handed over then. */
    private boolean isCounted(JobId id, Instant admittedAt, TenantQuotas.Homes homes) {
        return partitions.values().stream()
                .anyMatch(usage -> usage.partition() == homes.of(id, usage.partitions())
                        && !usage.at().isBefore(admittedAt));
    }

    private long admittedSince() {
        return partitions.values().stream()
                .mapToLong(usage -> usage.admitted() - atTheStart.getOrDefault(usage.partition(), 0L))
                .sum();
    }

    /** The bucket of the submissions; the caller has the lock of this object while it uses it. */
    TokenBucket bucket(double perSecond, int burst, Instant now) {
        TokenBucket known = bucket;
        if (known == null) {
            known = new TokenBucket(perSecond, burst, now);
            bucket = known;
        }
        return known;
    }

    synchronized int streams() {
        return streams;
    }

    /** Whether there was room for one more. */
    synchronized boolean openStream(int most) {
        if (streams >= most) {
            return false;
        }
        streams++;
        return true;
    }

    synchronized void closeStream() {
        streams--;
    }
}
