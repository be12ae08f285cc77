package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway writes about an API key. Each kind has a record key of its own, so compaction keeps the latest of each,
 * and no gateway has to read before it writes. Records of a key mean the same in any order.
 */
public sealed interface KeyRecord {
    /** Id of the API key. */
    String id();

    /** When it was written. */
    Instant at();

    /** The key of the Kafka record. */
    String recordKey();

    <R> R match(Cases<R> cases);

    /** One answer for each kind. */
    interface Cases<R> {
        R issued(Issued record);

        R revoked(Revoked record);

        R retires(Retires record);

        R used(Used record);
    }

    /**
     * The key was made. Never changes.
     *
     * @param scopes by their names; a gateway ignores those that it does not know
     * @param sha256 of the whole key, hexadecimal
     * @param by who made it
     * @param expiresAt null: never
     */
    record Issued(
            String id,
            Instant at,
            Tenant tenant,
            String name,
            Set<String> scopes,
            String sha256,
            String by,
            @Nullable Instant expiresAt)
            implements KeyRecord {
        public Issued {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(tenant, "tenant is null");
            requireNonNull(name, "name is null");
            scopes = Set.copyOf(scopes);
            requireNonNull(sha256, "sha256 is null");
            requireNonNull(by, "by is null");
        }

        @Override
        public String recordKey() {
            return id;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.issued(this);
        }
    }

    /** The key does not count any more. */
    record Revoked(String id, Instant at) implements KeyRecord {
        public Revoked {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public String recordKey() {
            return id + "/revoked";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.revoked(this);
        }
    }

    /**
     * Another key takes its place.
     *
     * @param end when this one ceases to count; an earlier end wins
     */
    record Retires(String id, Instant at, Instant end) implements KeyRecord {
        public Retires {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(end, "end is null");
        }

        @Override
        public String recordKey() {
            return id + "/retires";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.retires(this);
        }
    }

    /** A request had this key. Written from time to time only. */
    record Used(String id, Instant at) implements KeyRecord {
        public Used {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public String recordKey() {
            return id + "/used";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.used(this);
        }
    }
}
