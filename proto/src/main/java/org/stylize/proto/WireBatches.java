package org.stylize.proto;

import org.stylize.proto.wire.Batch;

/** Jobs that were submitted together. */
final class WireBatches {
    static Batch batch(BatchRecord batch) {
        Batch.Builder wire = Batch.newBuilder()
                .setId(batch.id().toString())
                .setTenant(batch.tenant().name())
                .setJobs(batch.jobs())
                .setSubmittedAt(WireValues.time(batch.submittedAt()))
                .setAccepted(batch.accepted())
                .setLane(WireValues.lane(batch.lane()))
                .putAllLabels(batch.tags().labels())
                .putAllMetadata(batch.tags().metadata())
                .setFingerprint(batch.fingerprint());
        if (batch.cancelledAt() != null) {
            wire.setCancelledAt(WireValues.time(batch.cancelledAt()));
        }
        return wire.build();
    }

    static BatchRecord batch(Batch wire) {
        BatchId id = BatchId.parse(wire.getId());
        return new BatchRecord(
                id,
                new Tenant(wire.getTenant()),
                wire.getJobs(),
                WireValues.time(wire.getSubmittedAt()),
                wire.getAccepted(),
                WireValues.lane(wire.getLane()),
                new JobTags(wire.getLabelsMap(), wire.getMetadataMap(), id),
                wire.getFingerprint(),
                wire.hasCancelledAt() ? WireValues.time(wire.getCancelledAt()) : null);
    }

    private WireBatches() {}
}
