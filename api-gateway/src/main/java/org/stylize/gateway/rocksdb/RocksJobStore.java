package org.stylize.gateway.rocksdb;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.stylize.gateway.view.JobPage;
import org.stylize.gateway.view.JobQuery;
import org.stylize.gateway.view.JobStore;
import org.stylize.gateway.view.Place;
import org.stylize.gateway.view.ViewClosedException;
import org.stylize.proto.BatchId;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Outcome;
import org.stylize.proto.Received;
import org.stylize.proto.Tenant;
import org.stylize.service.LocalDirectory;

/**
 * The jobs of the view, on the local disk. The memory that it uses outside the Java heap is bounded, whatever the number
 * of jobs. Begins empty: the view reads its topic from the beginning at each start.
 */
public final class RocksJobStore implements JobStore, AutoCloseable {
    private static final String TABLES = "view";
    private static final long LEAST_MEMORY_BYTES = 8 << 20;
    /** Jobs that are read for one page. Where a million are kept, each may need some 50 µs. */
    static final int MOST_LOOKED_AT = 500;
    /** Its place is before that of all others of one time. */
    private static final JobId FIRST_ID = new JobId(new UUID(0, 0));

    private final LocalDirectory directory;
    private final JobTables tables;
    private final JobCodec codec;
    /** Held for reading by whoever uses the tables: the native code does not bear a use after the end. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private final AtomicBoolean closed = new AtomicBoolean();

    private RocksJobStore(LocalDirectory directory, JobTables tables, JobCodec codec) {
        this.directory = directory;
        this.tables = tables;
        this.codec = codec;
    }

    /**
     * An empty store.
     *
     * @param directory for this store only, which closes it; what an earlier store left there is deleted
     * @param memoryBytes most bytes of native memory, at least 8 MiB
     * @throws IllegalStateException if the directory cannot be used
     */
    public static RocksJobStore open(LocalDirectory directory, long memoryBytes, JobCodec codec) {
        requireNonNull(codec, "codec is null");
        if (memoryBytes < LEAST_MEMORY_BYTES) {
            throw new IllegalArgumentException(
                    "gateway.view.memory must be at least " + LEAST_MEMORY_BYTES + " bytes but is " + memoryBytes);
        }
        try {
            Path tables = Files.createDirectories(directory.path()).resolve(TABLES);
            return new RocksJobStore(directory, JobTables.openEmpty(tables, memoryBytes), codec);
        } catch (IOException | RocksDBException e) {
            throw new IllegalStateException(
                    "the view cannot keep its jobs in " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<JobRecord> find(JobId id) {
        return using(() -> Optional.ofNullable(read(id)));
    }

    @Override
    public Optional<JobRecord> ofEarlierRelease(Tenant tenant, String idempotencyKey) {
        JobList list = JobList.ofEarlierRelease(tenant, idempotencyKey);
        return using(() -> {
            List<Place> first = places(list, null, 1);
            return first.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(read(first.get(0).id()));
        });
    }

    @Override
    public void put(@Nullable JobRecord known, JobRecord job) {
        using(() -> {
            try (WriteBatch batch = new WriteBatch()) {
                byte[] value = codec.encodeJob(job).value().toByteArray();
                batch.put(tables.jobs(), Keys.job(job.id()), value);
                index(batch, tables.places(), placesOf(known), placesOf(job));
                index(batch, tables.objects(), objectsOf(known), objectsOf(job));
                index(batch, tables.results(), resultOf(known), resultOf(job));
                tables.write(batch);
            }
            return job;
        });
    }

    @Override
    public void remove(JobRecord known) {
        using(() -> {
            try (WriteBatch batch = new WriteBatch()) {
                index(batch, tables.places(), placesOf(known), placesOf(null));
                index(batch, tables.objects(), objectsOf(known), objectsOf(null));
                index(batch, tables.results(), resultOf(known), resultOf(null));
                batch.delete(tables.jobs(), Keys.job(known.id()));
                tables.write(batch);
            }
            return known;
        });
    }

    @Override
    public JobPage newest(JobQuery query, int limit, @Nullable Place before) {
        JobList list = JobList.of(query);
        Place end = query.until() == null ? null : new Place(query.until(), FIRST_ID);
        Place from = before == null || (end != null && end.compareTo(before) < 0) ? end : before;
        byte[] lowest =
                query.since() == null ? Keys.startOf(list) : Keys.place(list, new Place(query.since(), FIRST_ID));
        return using(() -> {
            List<JobRecord> found = new ArrayList<>();
            try (Slice first = new Slice(lowest);
                    ReadOptions options = new ReadOptions().setIterateLowerBound(first);
                    RocksIterator places = tables.iterator(tables.places(), options)) {
                places.seekForPrev(from == null ? Keys.endOf(list) : Keys.place(list, from));
                int looked = 0;
                Place last = null;
                for (; places.isValid(); places.prev()) {
                    Place place = Keys.placeOf(places.key());
                    if (looked == MOST_LOOKED_AT) {
                        return new JobPage(found, last);
                    }
                    JobRecord job = place.equals(from) ? null : read(place.id());
                    if (job != null && Place.of(job).equals(place) && query.matches(job)) {
                        if (found.size() == limit) {
                            return new JobPage(found, Place.of(found.get(limit - 1)));
                        }
                        found.add(job);
                    }
                    last = place;
                    looked++;
                }
                places.status();
            }
            return new JobPage(found, null);
        });
    }

    @Override
    public Map<JobState, Integer> counts(Tenant tenant, BatchId batch) {
        return using(() -> {
            Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
            for (JobState state : JobState.values()) {
                counts.put(
                        state,
                        places(JobList.of(tenant, batch, state), null, Integer.MAX_VALUE)
                                .size());
            }
            for (Place again : places(JobList.doneAgain(tenant, batch), null, Integer.MAX_VALUE)) {
                JobRecord job = read(again.id());
                if (job != null) {
                    counts.merge(job.state(), -1, Integer::sum);
                }
            }
            return counts;
        });
    }

    @Override
    public int ahead(JobRecord job, int most) {
        JobList list = JobList.queue(job.job().tenant(), job.job().terms().lane());
        return using(() -> places(list, Place.of(job), most).size());
    }

    /**
     * Places of a list, the oldest first.
     *
     * @param before older than this one; null for all
     */
    private List<Place> places(JobList list, @Nullable Place before, int most) throws RocksDBException {
        List<Place> found = new ArrayList<>();
        try (Slice end = new Slice(before == null ? Keys.endOf(list) : Keys.place(list, before));
                ReadOptions options = new ReadOptions().setIterateUpperBound(end);
                RocksIterator places = tables.iterator(tables.places(), options)) {
            for (places.seek(Keys.startOf(list)); places.isValid() && found.size() < most; places.next()) {
                found.add(Keys.placeOf(places.key()));
            }
            places.status();
        }
        return found;
    }

    @Override
    public Optional<Place> oldest(JobState state) {
        JobList list = JobList.everybodys(state);
        return using(() -> {
            try (Slice end = new Slice(Keys.endOf(list));
                    ReadOptions options = new ReadOptions().setIterateUpperBound(end);
                    RocksIterator places = tables.iterator(tables.places(), options)) {
                places.seek(Keys.startOf(list));
                places.status();
                return places.isValid() ? Optional.of(Keys.placeOf(places.key())) : Optional.empty();
            }
        });
    }

    @Override
    public List<JobRecord> reusable(Tenant tenant, String madeOf, int limit) {
        byte[] start = Keys.startOfResult(tenant, madeOf);
        return using(() -> {
            List<JobRecord> found = new ArrayList<>();
            try (ReadOptions options = new ReadOptions();
                    RocksIterator results = tables.iterator(tables.results(), options)) {
                results.seek(start);
                for (; results.isValid() && beginsWith(results.key(), start) && found.size() < limit; results.next()) {
                    JobRecord job = read(Keys.jobOf(results.key()));
                    if (job != null && !resultOf(job).isEmpty()) {
                        found.add(job);
                    }
                }
                results.status();
            }
            return found;
        });
    }

    private static boolean beginsWith(byte[] key, byte[] start) {
        return Arrays.equals(start, Arrays.copyOf(key, start.length));
    }

    @Override
    public boolean isNamed(String key) {
        return hasObject(Keys.startOfObject(key));
    }

    @Override
    public Optional<JobId> openJobNaming(String key) {
        byte[] start = Keys.startOfObject(key);
        return using(() -> {
            try (ReadOptions options = new ReadOptions();
                    RocksIterator objects = tables.iterator(tables.objects(), options)) {
                for (objects.seek(start); objects.isValid() && beginsWith(objects.key(), start); objects.next()) {
                    JobRecord job = read(Keys.jobOf(objects.key()));
                    if (job != null && !job.state().isTerminal()) {
                        return Optional.of(job.id());
                    }
                }
                objects.status();
                return Optional.empty();
            }
        });
    }

    @Override
    public boolean isAnyNamed(String keyPrefix) {
        return hasObject(Keys.startOfObjects(keyPrefix));
    }

    private boolean hasObject(byte[] start) {
        return using(() -> {
            try (ReadOptions options = new ReadOptions();
                    RocksIterator objects = tables.iterator(tables.objects(), options)) {
                objects.seek(start);
                objects.status();
                return objects.isValid() && beginsWith(objects.key(), start);
            }
        });
    }

    /** Waits for those who read, and deletes what is on the disk. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (closed.compareAndSet(false, true)) {
                tables.close();
                directory.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private static void index(WriteBatch batch, ColumnFamilyHandle table, Set<byte[]> before, Set<byte[]> after)
            throws RocksDBException {
        for (byte[] key : before) {
            if (!after.contains(key)) {
                batch.delete(table, key);
            }
        }
        for (byte[] key : after) {
            if (!before.contains(key)) {
                batch.put(table, key, JobTables.NOTHING);
            }
        }
    }

    private static Set<byte[]> placesOf(@Nullable JobRecord job) {
        Set<byte[]> keys = new TreeSet<>(Arrays::compare);
        if (job != null) {
            for (JobList list : JobList.of(job)) {
                keys.add(Keys.place(list, Place.of(job)));
            }
            BatchId batch = job.job().tags().batch();
            JobId again = job.job().retryOf();
            if (batch != null && again != null) {
                keys.add(Keys.place(JobList.doneAgain(job.job().tenant(), batch), new Place(job.admittedAt(), again)));
            }
        }
        return keys;
    }

    private static Set<byte[]> objectsOf(@Nullable JobRecord job) {
        Set<byte[]> keys = new TreeSet<>(Arrays::compare);
        if (job != null) {
            for (ImageRef picture : job.job().pictures().all()) {
                keys.add(Keys.object(picture.key(), job.id()));
            }
            Outcome outcome = job.outcome();
            if (outcome != null) {
                keys.add(Keys.object(outcome.pastiche().key(), job.id()));
            }
        }
        return keys;
    }

    private static Set<byte[]> resultOf(@Nullable JobRecord job) {
        Set<byte[]> keys = new TreeSet<>(Arrays::compare);
        Outcome outcome = job == null ? null : job.outcome();
        if (job != null && outcome != null && outcome.isReusable()) {
            keys.add(Keys.result(job.job().tenant(), outcome.madeOf(), job.id()));
        }
        return keys;
    }

    private @Nullable JobRecord read(JobId id) throws RocksDBException {
        byte[] value = tables.get(Keys.job(id));
        return value == null ? null : codec.decodeJob(Received.of(id.toString(), value, name -> null));
    }

    private interface Use<T> {
        T of() throws RocksDBException;
    }

    private <T> T using(Use<T> tablesInUse) {
        use.readLock().lock();
        try {
            if (closed.get()) {
                throw new ViewClosedException();
            }
            return tablesInUse.of();
        } catch (RocksDBException e) {
            throw new IllegalStateException("the view cannot use its directory: " + e.getMessage(), e);
        } finally {
            use.readLock().unlock();
        }
    }
}
