package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway writes about a webhook, an address to which a tenant wants events sent. Each kind has a record key of its
 * own, so what its owner wants and what gateways find never overwrite each other; of each kind the latest counts.
 */
public sealed interface WebhookRecord {
    /** Id of the webhook. */
    String id();

    /** When it was written. */
    Instant at();

    /** The key of the Kafka record. */
    String recordKey();

    <R> R match(Cases<R> cases);

    /** One answer for each kind. */
    interface Cases<R> {
        R defined(Defined record);

        R health(Health record);
    }

    /** The id of the webhook that a record key is about. */
    static String idOf(String recordKey) {
        int end = recordKey.indexOf('/');
        return end < 0 ? recordKey : recordKey.substring(0, end);
    }

    /** The keys of all records of a webhook. */
    static List<String> recordKeys(String id) {
        return List.of(id, id + Health.SUFFIX);
    }

    /**
     * A key that signs.
     *
     * @param key 24 to 64 bytes, base64
     * @param until when it ceases to sign; null: it is the present one
     */
    record Secret(String key, @Nullable Instant until) {
        private static final int FEWEST_BYTES = 24;
        private static final int MOST_BYTES = 64;

        public Secret {
            requireNonNull(key, "key is null");
            int bytes = Base64.getDecoder().decode(key).length;
            if (bytes < FEWEST_BYTES || bytes > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "a key has " + FEWEST_BYTES + " to " + MOST_BYTES + " bytes but this one has " + bytes);
            }
        }

        boolean signs(Instant time) {
            return until == null || time.isBefore(until);
        }

        @Override
        public String toString() {
            return "secret until " + until;
        }
    }

    /**
     * What the owner wants.
     *
     * @param events types of events, such as {@code stylize.completed}; a gateway ignores those that it does not know
     * @param enabledAt when the owner last switched it on
     * @param by who made it
     * @param secrets the present one first
     */
    record Defined(
            String id,
            Instant at,
            Tenant tenant,
            String url,
            String description,
            Set<String> events,
            boolean enabled,
            Instant createdAt,
            Instant enabledAt,
            String by,
            List<Secret> secrets)
            implements WebhookRecord {
        public Defined {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(tenant, "tenant is null");
            requireNonNull(url, "url is null");
            requireNonNull(description, "description is null");
            events = Set.copyOf(events);
            requireNonNull(createdAt, "createdAt is null");
            requireNonNull(enabledAt, "enabledAt is null");
            requireNonNull(by, "by is null");
            secrets = List.copyOf(secrets);
            if (secrets.isEmpty()) {
                throw new IllegalArgumentException("a webhook needs a secret");
            }
        }

        /** Those that sign then, the present one first. */
        public List<Secret> signing(Instant time) {
            return secrets.stream().filter(secret -> secret.signs(time)).toList();
        }

        @Override
        public String recordKey() {
            return id;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.defined(this);
        }
    }

    /**
     * What the gateways found.
     *
     * @param failingSince there were nothing but failures since then; null: the last delivery succeeded
     * @param offAt when a gateway switched it off; null: none did
     * @param offReason why; empty if none did
     */
    record Health(
            String id,
            Instant at,
            @Nullable Instant failingSince,
            @Nullable Instant offAt,
            String offReason) implements WebhookRecord {
        private static final String SUFFIX = "/health";

        public Health {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(offReason, "offReason is null");
        }

        @Override
        public String recordKey() {
            return id + SUFFIX;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.health(this);
        }
    }
}
