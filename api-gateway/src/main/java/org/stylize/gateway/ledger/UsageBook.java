package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Tenant;
import org.stylize.proto.Usage;

/**
 * What the jobs of each tenant use in one task: how many were admitted, how many are open, and the pixel-steps of those
 * that were admitted on the latest day, by the ledger's clock. It is in the store of the {@link FairQueue}, under keys of
 * its own. Used by the thread of its task only.
 */
final class UsageBook {
    private static final byte[] NOTHING = {};
    private static final String USED = "u";
    private static final String CHANGED = "d";
    private static final String AFTER_CHANGED = "e";

    private final KeyValueStore<String, byte[]> store;
    private final int partition;
    private final int partitions;

    UsageBook(KeyValueStore<String, byte[]> store, int partition, int partitions) {
        this.store = requireNonNull(store, "store is null");
        this.partition = partition;
        this.partitions = partitions;
    }

    private record Used(long admitted, long open, long day, long pixelSteps) {
        static Used read(byte @Nullable [] value) {
            if (value == null) {
                return new Used(0, 0, 0, 0);
            }
            ByteBuffer in = ByteBuffer.wrap(value);
            return new Used(in.getLong(), in.getLong(), in.getLong(), in.getLong());
        }

        byte[] bytes() {
            return ByteBuffer.allocate(4 * Long.BYTES)
                    .putLong(admitted)
                    .putLong(open)
                    .putLong(day)
                    .putLong(pixelSteps)
                    .array();
        }
    }

    /** A job was admitted then. */
    Usage opened(Tenant tenant, long pixelSteps, Instant admittedAt, Instant at) {
        Used before = of(tenant);
        long day = LocalDate.ofInstant(admittedAt, ZoneOffset.UTC).toEpochDay();
        long sameDay = before.day() < day ? 0 : before.pixelSteps();
        long added = before.day() > day ? 0 : pixelSteps;
        return keep(
                tenant,
                new Used(before.admitted() + 1, before.open() + 1, Math.max(before.day(), day), sameDay + added),
                at);
    }

    /** A job ended. */
    Usage ended(Tenant tenant, Instant at) {
        Used before = of(tenant);
        return keep(tenant, new Used(before.admitted(), before.open() - 1, before.day(), before.pixelSteps()), at);
    }

    /** What has changed since it was asked for last. */
    List<Usage> changed(Instant at) {
        List<Usage> changed = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> marks = store.range(CHANGED, AFTER_CHANGED)) {
            while (marks.hasNext()) {
                Tenant tenant = new Tenant(marks.next().key.substring(CHANGED.length()));
                changed.add(usage(tenant, of(tenant), at));
            }
        }
        changed.forEach(usage -> store.delete(CHANGED + usage.tenant()));
        return changed;
    }

    private Usage keep(Tenant tenant, Used now, Instant at) {
        store.put(USED + tenant, now.bytes());
        store.put(CHANGED + tenant, NOTHING);
        return usage(tenant, now, at);
    }

    private Used of(Tenant tenant) {
        return Used.read(store.get(USED + tenant));
    }

    private Usage usage(Tenant tenant, Used used, Instant at) {
        return new Usage(
                tenant, partition, partitions, at, used.admitted(), used.open(), used.day(), used.pixelSteps());
    }
}
