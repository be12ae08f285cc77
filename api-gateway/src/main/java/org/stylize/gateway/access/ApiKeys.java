package org.stylize.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.KeyRecord;
import org.stylize.proto.Tenant;

/**
 * All keys, in memory. Records may come in any order and more than once. For any thread; a record counts as soon as
 * {@link #apply} returns.
 */
public final class ApiKeys {
    private static final Comparator<ApiKey> NEWEST_FIRST =
            Comparator.comparing((ApiKey key) -> key.issued().at()).reversed().thenComparing(ApiKey::id);

    private final Map<String, Known> byId = new ConcurrentHashMap<>();

    /** What the records of a key say; {@code issued} is null until the first of them has come. */
    private record Known(
            KeyRecord.@Nullable Issued issued,
            @Nullable Instant retiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant usedAt) {
        static final Known NOTHING = new Known(null, null, null, null);

        Known and(KeyRecord record) {
            return record.match(new KeyRecord.Cases<Known>() {
                @Override
                public Known issued(KeyRecord.Issued made) {
                    return new Known(issued == null ? made : issued, retiresAt, revokedAt, usedAt);
                }

                @Override
                public Known revoked(KeyRecord.Revoked revoked) {
                    return new Known(issued, retiresAt, ApiKey.earlier(revokedAt, revoked.at()), usedAt);
                }

                @Override
                public Known retires(KeyRecord.Retires retires) {
                    return new Known(issued, ApiKey.earlier(retiresAt, retires.end()), revokedAt, usedAt);
                }

                @Override
                public Known used(KeyRecord.Used used) {
                    boolean isNews = usedAt == null || usedAt.isBefore(used.at());
                    return new Known(issued, retiresAt, revokedAt, isNews ? used.at() : usedAt);
                }
            });
        }

        Optional<ApiKey> key() {
            return issued == null ? Optional.empty() : Optional.of(new ApiKey(issued, retiresAt, revokedAt, usedAt));
        }
    }

    public void apply(KeyRecord record) {
        byId.merge(record.id(), Known.NOTHING.and(record), (known, news) -> known.and(record));
    }

    public Optional<ApiKey> find(String id) {
        return Optional.ofNullable(byId.get(id)).flatMap(Known::key);
    }

    /** Newest first. */
    public List<ApiKey> all() {
        return byId.values().stream()
                .flatMap(known -> known.key().stream())
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Keys of the tenant that count then. */
    long countActive(Tenant tenant, Instant time) {
        return byId.values().stream()
                .flatMap(known -> known.key().stream())
                .filter(key -> key.tenant().equals(tenant) && key.state(time) == ApiKey.State.ACTIVE)
                .count();
    }

    /** When the first of the keys expires that count then and were used within the time before. */
    public Optional<Instant> nextEnd(Instant time, Duration usedWithin) {
        return byId.values().stream()
                .flatMap(known -> known.key().stream())
                .filter(key -> key.state(time) == ApiKey.State.ACTIVE)
                .filter(key -> key.usedAt() != null && key.usedAt().isAfter(time.minus(usedWithin)))
                .flatMap(key -> Optional.ofNullable(key.expiresAt()).stream())
                .min(Comparator.naturalOrder());
    }

    /** Whether no key was ever made. */
    public boolean isEmpty() {
        return byId.values().stream().allMatch(known -> known.issued() == null);
    }
}
