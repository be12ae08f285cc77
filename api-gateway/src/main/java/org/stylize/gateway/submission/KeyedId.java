package org.stylize.gateway.submission;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;

/**
 * The id of a job that has an idempotency key: the same at every gateway and in every release. It is a UUID of version 8
 * (RFC 9562, section 5.8): the first 128 bits of the SHA-256 of tenant (nothing for the default one) and key, each with its length before it (4
 * bytes, the most significant first), with version and variant set. For a retry, the id of the old job is a third field.
 */
final class KeyedId {
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000000000000000L;

    private KeyedId() {}

    /** The id of the job that is submitted under that key. */
    static JobId of(Tenant tenant, String key) {
        return ofFields(name(tenant), key);
    }

    /** The id of the job that does another one again, asked for under that key. It is the id of no submission. */
    static JobId ofRetry(Tenant tenant, JobId again, String key) {
        return ofFields(name(tenant), key, again.toString());
    }

    /** Keys that were used before there were tenants are those of the default tenant. */
    private static String name(Tenant tenant) {
        return tenant.equals(Tenant.DEFAULT) ? "" : tenant.name();
    }

    private static JobId ofFields(String... fields) {
        LengthPrefixed all = new LengthPrefixed();
        for (String field : fields) {
            all.add(field);
        }
        ByteBuffer digest = ByteBuffer.wrap(Sha256.digest().digest(all.bytes()));
        long high = (digest.getLong() & ~0xf000L) | VERSION_8;
        long low = (digest.getLong() & 0x3fffffffffffffffL) | VARIANT;
        return new JobId(new UUID(high, low));
    }
}
