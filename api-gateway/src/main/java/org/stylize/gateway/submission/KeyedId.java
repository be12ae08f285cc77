package org.stylize.gateway.submission;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;
import org.stylize.proto.JobId;

/**
 * The id of a job that has an idempotency key: the same at every gateway and in every release. It is a UUID of version 8
 * (RFC 9562, section 5.8): the first 128 bits of the SHA-256 of tenant and key, each with its length before it (4
 * bytes, the most significant first), with version and variant set. For a retry, the id of the old job is a third field.
 */
final class KeyedId {
    /** There is one tenant so far. */
    private static final String TENANT = "";

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000000000000000L;

    private KeyedId() {}

    /** The id of the job that is submitted under that key. */
    static JobId of(String key) {
        return ofFields(TENANT, key);
    }

    /** The id of the job that does another one again, asked for under that key. It is the id of no submission. */
    static JobId ofRetry(JobId again, String key) {
        return ofFields(TENANT, key, again.toString());
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
