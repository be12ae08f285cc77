package org.stylize.gateway.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.Place;
import org.stylize.proto.JobId;
import org.stylize.proto.JobState;

/**
 * The keys of the store, as bytes whose unsigned order is that of the values.
 *
 * <ul>
 *   <li>job: its 16 bytes
 *   <li>place: a state or {@link #ANY} (1 byte), seconds with the sign bit turned (8), nanoseconds (4), job (16)
 *   <li>object: its key, a zero byte, job (16)
 *   <li>result: what it is made of, a zero byte, job (16)
 * </ul>
 */
final class Keys {
    private static final byte ANY = 0;
    private static final int ID_BYTES = 16;
    private static final int PLACE_BYTES = 1 + Long.BYTES + Integer.BYTES + ID_BYTES;

    private Keys() {}

    static byte[] job(JobId id) {
        return put(ByteBuffer.allocate(ID_BYTES), id).array();
    }

    /** Where a job stands in the list of that state; null for the list of all. */
    static byte[] place(@Nullable JobState state, Place place) {
        Instant at = place.admittedAt();
        ByteBuffer key = ByteBuffer.allocate(PLACE_BYTES)
                .put(list(state))
                .putLong(at.getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(at.getNano());
        return put(key, place.id()).array();
    }

    static Place placeOf(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key, 1, PLACE_BYTES - 1);
        Instant at = Instant.ofEpochSecond(bytes.getLong() ^ Long.MIN_VALUE, bytes.getInt());
        return new Place(at, new JobId(new UUID(bytes.getLong(), bytes.getLong())));
    }

    /** Begins before every place of that list. */
    static byte[] startOf(@Nullable JobState state) {
        return new byte[] {list(state)};
    }

    /** Begins after every place of that list, and before those of the next. */
    static byte[] endOf(@Nullable JobState state) {
        return new byte[] {(byte) (list(state) + 1)};
    }

    static byte[] object(String key, JobId id) {
        byte[] start = startOfObject(key);
        return put(ByteBuffer.allocate(start.length + ID_BYTES).put(start), id).array();
    }

    /** What the keys of all jobs that name this object, and no others, begin with: no object key has a zero byte. */
    static byte[] startOfObject(String key) {
        return startOfObjects(key + '\0');
    }

    /** What the keys of all jobs that name an object whose key begins so, and no others, begin with. */
    static byte[] startOfObjects(String keyPrefix) {
        return keyPrefix.getBytes(UTF_8);
    }

    static byte[] result(String madeOf, JobId id) {
        return object(madeOf, id);
    }

    /** What the keys of all results that are made of that, and no others, begin with. */
    static byte[] startOfResult(String madeOf) {
        return startOfObject(madeOf);
    }

    /** The job of an object or a result. */
    static JobId jobOf(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key, key.length - ID_BYTES, ID_BYTES);
        return new JobId(new UUID(bytes.getLong(), bytes.getLong()));
    }

    private static byte list(@Nullable JobState state) {
        if (state == null) {
            return ANY;
        }
        return switch (state) {
            case SUBMITTED -> 1;
            case QUEUED -> 2;
            case RUNNING -> 3;
            case COMPLETED -> 4;
            case FAILED -> 5;
            case CANCELLED -> 6;
            case EXPIRED -> 7;
        };
    }

    private static ByteBuffer put(ByteBuffer key, JobId id) {
        return key.putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits());
    }
}
