package org.stylize.gateway.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.stylize.proto.JobId;

/**
 * At which time the ledger has to look at which job: an index by time over the jobs of one task. Its key is a letter for
 * the kind of entry, the time in milliseconds and the job id, all of fixed length, so that the order of keys is the
 * order of times.
 *
 * <p>An entry says no more than "look at this job": if the job has moved on meanwhile, looking at it changes nothing. So
 * nothing needs to find and remove entries that are out of date; each goes when its time has come. Used by the thread of
 * its task only.
 */
final class Agenda {
    private static final byte[] NOTHING = {};
    private static final int KIND_AND_TIME = 17;

    private final KeyValueStore<String, byte[]> store;

    Agenda(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Kinds of entries. */
    enum Kind {
        /** Something of the job is due at that time. */
        DUE('d'),
        /** A request for the job was written at that time. */
        ASKED('r');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /** An entry. */
    record Entry(String key, Kind kind, Instant time, JobId id) {}

    void add(Kind kind, Instant time, JobId id) {
        store.put(prefix(kind, time.toEpochMilli()) + id, NOTHING);
    }

    /** Entries of a kind up to and with that time, oldest first. */
    List<Entry> until(Kind kind, Instant time, int most) {
        List<Entry> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries =
                store.range(prefix(kind, 0), prefix(kind, time.toEpochMilli() + 1))) {
            while (found.size() < most && entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                found.add(read(kind, entry.key));
            }
        }
        return found;
    }

    void remove(Entry entry) {
        store.delete(entry.key());
    }

    boolean isEmpty() {
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            return !entries.hasNext();
        }
    }

    private static Entry read(Kind kind, String key) {
        Instant time = Instant.ofEpochMilli(Long.parseUnsignedLong(key.substring(1, KIND_AND_TIME), 16));
        return new Entry(key, kind, time, JobId.parse(key.substring(KIND_AND_TIME)));
    }

    private static String prefix(Kind kind, long millis) {
        return "%c%016x".formatted(kind.letter, Math.max(0, millis));
    }
}
