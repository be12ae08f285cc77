package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.BatchId;
import org.stylize.proto.BatchRecord;
import org.stylize.proto.Tenant;

/** The latest batches, newest first; the oldest are left out when there are too many. For any thread. */
public final class BatchViews {
    private final int most;
    private final Map<BatchId, BatchRecord> byId = new ConcurrentHashMap<>();
    private final NavigableMap<BatchPlace, BatchRecord> byPlace = new ConcurrentSkipListMap<>();

    /** @param most number of batches that are kept, at least 1 */
    public BatchViews(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("gateway.batches.kept must be at least 1 but is " + most);
        }
        this.most = most;
    }

    /** Where a batch stands in a list: by time, and by id among those of one time. */
    public record BatchPlace(Instant submittedAt, BatchId id) implements Comparable<BatchPlace> {
        private static final Comparator<BatchPlace> ORDER = Comparator.comparing(BatchPlace::submittedAt)
                .thenComparing(place -> place.id().value());

        public BatchPlace {
            requireNonNull(submittedAt, "submittedAt is null");
            requireNonNull(id, "id is null");
        }

        static BatchPlace of(BatchRecord batch) {
            return new BatchPlace(batch.submittedAt(), batch.id());
        }

        @Override
        public int compareTo(BatchPlace other) {
            return ORDER.compare(this, other);
        }
    }

    /** The batch of that id, if it is that tenant's. */
    public Optional<BatchRecord> find(Tenant tenant, BatchId id) {
        return Optional.ofNullable(byId.get(id)).filter(batch -> batch.tenant().equals(tenant));
    }

    /**
     * Some batches of a tenant, newest first.
     *
     * @param limit most batches
     * @param before older than this one; null for the newest
     */
    public List<BatchRecord> page(Tenant tenant, int limit, @Nullable BatchRecord before) {
        return (before == null ? byPlace : byPlace.headMap(BatchPlace.of(before), false))
                .descendingMap().values().stream()
                        .filter(batch -> batch.tenant().equals(tenant))
                        .limit(limit)
                        .toList();
    }

    /** Takes a batch as it is now. */
    public synchronized void put(BatchRecord batch) {
        BatchRecord known = byId.put(batch.id(), batch);
        if (known != null) {
            byPlace.remove(BatchPlace.of(known));
        }
        byPlace.put(BatchPlace.of(batch), batch);
        if (byId.size() > most) {
            byId.remove(byPlace.pollFirstEntry().getKey().id());
        }
    }
}
