package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that were submitted together, as gateways keep and publish them. The state of each job is the ledger's.
 *
 * @param jobs how many were asked for
 * @param accepted whether Kafka has all of them
 * @param tags those of each of its jobs, with the batch itself
 * @param fingerprint of what was asked for
 * @param cancelledAt when the whole was cancelled; null if it was not
 */
public record BatchRecord(
        BatchId id,
        Tenant tenant,
        int jobs,
        Instant submittedAt,
        boolean accepted,
        Lane lane,
        JobTags tags,
        String fingerprint,
        @Nullable Instant cancelledAt) {
    public BatchRecord {
        requireNonNull(id, "id is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(submittedAt, "submittedAt is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(tags, "tags is null");
        requireNonNull(fingerprint, "fingerprint is null");
    }

    /** The same batch, of which Kafka has all jobs. */
    public BatchRecord asAccepted() {
        return new BatchRecord(id, tenant, jobs, submittedAt, true, lane, tags, fingerprint, cancelledAt);
    }

    /** The same batch, cancelled as a whole. */
    public BatchRecord cancelled(Instant at) {
        return new BatchRecord(id, tenant, jobs, submittedAt, accepted, lane, tags, fingerprint, at);
    }
}
