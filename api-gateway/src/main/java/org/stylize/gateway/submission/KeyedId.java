package org.stylize.gateway.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import org.stylize.base.Sha256;
import org.stylize.proto.JobId;

/**
 * The id of a job that has an idempotency key: the same at every gateway and in every release. It is a UUID of version 8
 * (RFC 9562, section 5.8): the first 128 bits of the SHA-256 of the two fields below, each with its length before it (4
 * bytes, the most significant first), with version and variant set.
 */
final class KeyedId {
    /** There is one tenant so far. */
    private static final String TENANT = "";

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000000000000000L;

    private KeyedId() {}

    static JobId of(String key) {
        byte[] tenant = TENANT.getBytes(UTF_8);
        byte[] name = key.getBytes(UTF_8);
        byte[] fields = ByteBuffer.allocate(2 * Integer.BYTES + tenant.length + name.length)
                .putInt(tenant.length)
                .put(tenant)
                .putInt(name.length)
                .put(name)
                .array();
        ByteBuffer digest = ByteBuffer.wrap(HexFormat.of().parseHex(Sha256.of(fields)));
        long high = (digest.getLong() & ~0xf000L) | VERSION_8;
        long low = (digest.getLong() & 0x3fffffffffffffffL) | VARIANT;
        return new JobId(new UUID(high, low));
    }
}
