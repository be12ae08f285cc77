package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What the jobs of a tenant in one partition of the ledger use.
 *
 * @param partitions of the ledger
 * @param at when the ledger said so
 * @param admitted jobs that were ever admitted
 * @param openJobs jobs that have not ended
 * @param day of the next value: days since 1970-01-01, UTC
 * @param pixelSteps of the jobs that were admitted on that day
 */
public record Usage(
        Tenant tenant,
        int partition,
        int partitions,
        Instant at,
        long admitted,
        long openJobs,
        long day,
        long pixelSteps) {
    public Usage {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(at, "at is null");
        if (partition < 0 || partition >= partitions) {
            throw new InvalidJobException(
                    "partition", "a partition is 0 to " + (partitions - 1) + " but this one is " + partition);
        }
    }

    /** The key of its record: each partition of the ledger has its own for each tenant. */
    public String recordKey() {
        return tenant + "/" + partition;
    }

    /** Pixel-steps of the jobs that were admitted on that day. */
    public long pixelStepsOn(long thatDay) {
        return day == thatDay ? pixelSteps : 0;
    }
}
