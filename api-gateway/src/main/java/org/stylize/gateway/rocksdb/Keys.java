package org.stylize.gateway.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.stylize.gateway.view.Place;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;

/**
 * The keys of the store, as bytes whose unsigned order is that of the values.
 *
 * <ul>
 *   <li>job: its 16 bytes
 *   <li>place: the scope of a list, a zero byte, its state (1), seconds with the sign bit turned (8),
 *       nanoseconds (4), job (16)
 *   <li>object: its key, a zero byte, job (16)
 *   <li>result: a tenant's name, a zero byte, what it is made of, a zero byte, job (16)
 * </ul>
 */
final class Keys {
    private static final int ID_BYTES = 16;
    private static final int TIME_AND_ID_BYTES = Long.BYTES + Integer.BYTES + ID_BYTES;

    private Keys() {}

    static byte[] job(JobId id) {
        return put(ByteBuffer.allocate(ID_BYTES), id).array();
    }

    /** Where a job stands in that list. */
    static byte[] place(JobList list, Place place) {
        Instant at = place.admittedAt();
        byte[] start = startOf(list);
        ByteBuffer key = ByteBuffer.allocate(start.length + TIME_AND_ID_BYTES)
                .put(start)
                .putLong(at.getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(at.getNano());
        return put(key, place.id()).array();
    }

    static Place placeOf(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key, key.length - TIME_AND_ID_BYTES, TIME_AND_ID_BYTES);
        Instant at = Instant.ofEpochSecond(bytes.getLong() ^ Long.MIN_VALUE, bytes.getInt());
        return new Place(at, new JobId(new UUID(bytes.getLong(), bytes.getLong())));
    }

    /** Begins before every place of that list. */
    static byte[] startOf(JobList list) {
        return bytes(list, list.state());
    }

    /** Begins after every place of that list, and before those of the next. */
    static byte[] endOf(JobList list) {
        return bytes(list, list.state() + 1);
    }

    private static byte[] bytes(JobList list, int number) {
        byte[] scope = list.scope().getBytes(UTF_8);
        return ByteBuffer.allocate(scope.length + 2)
                .put(scope)
                .put((byte) 0)
                .put((byte) number)
                .array();
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

    static byte[] result(Tenant tenant, String madeOf, JobId id) {
        return object(tenant.name() + '\0' + madeOf, id);
    }

    /** What the keys of all results that are made of that, and no others, begin with. */
    static byte[] startOfResult(Tenant tenant, String madeOf) {
        return startOfObject(tenant.name() + '\0' + madeOf);
    }

    /** The job of an object or a result. */
    static JobId jobOf(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key, key.length - ID_BYTES, ID_BYTES);
        return new JobId(new UUID(bytes.getLong(), bytes.getLong()));
    }

    private static ByteBuffer put(ByteBuffer key, JobId id) {
        return key.putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits());
    }
}
