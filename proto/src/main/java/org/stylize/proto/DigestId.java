package org.stylize.proto;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;

/**
 * Ids that are made of texts, the same everywhere and in every release: the first 128 bits of the SHA-256 of the texts, each with
 * its length before it (4 bytes, the most significant first), with version and variant of a UUID set.
 *
 * <p>The version is 7, although they begin with no time: release 0.1.0 takes no jobs with other ids, and its workers and
 * ledgers work beside those of later releases during an upgrade (ADR 0032).
 */
public final class DigestId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    private DigestId() {}

    /** The id of these texts. */
    public static UUID of(String... texts) {
        LengthPrefixed all = new LengthPrefixed();
        for (String text : texts) {
            all.add(text);
        }
        ByteBuffer digest = ByteBuffer.wrap(Sha256.digest().digest(all.bytes()));
        long high = (digest.getLong() & ~0xf000L) | VERSION_7;
        long low = (digest.getLong() & 0x3fffffffffffffffL) | VARIANT;
        return new UUID(high, low);
    }
}
