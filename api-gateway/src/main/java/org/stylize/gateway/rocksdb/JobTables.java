package org.stylize.gateway.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of one view: a table of jobs and three of keys only. Nothing is written twice for the sake of a crash: the
 * database does not outlive its process.
 *
 * @param jobs by id
 * @param places of jobs in lists
 * @param objects that jobs name
 * @param results that may be reused, by what they are made of
 */
record JobTables(
        RocksDB database,
        Path directory,
        ColumnFamilyHandle jobs,
        ColumnFamilyHandle places,
        ColumnFamilyHandle objects,
        ColumnFamilyHandle results,
        WriteOptions writing,
        List<AbstractNativeReference> settings)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobTables.class);

    static final byte[] NOTHING = new byte[0];

    private static final double BLOOM_BITS_OF_A_KEY = 10;

    static JobTables openEmpty(Path directory, long memoryBytes) throws RocksDBException {
        RocksDB.loadLibrary();
        delete(directory);
        Cache cache = new LRUCache(memoryBytes);
        // What was written and is not on the disk yet counts as part of the cache.
        WriteBufferManager buffers = new WriteBufferManager(memoryBytes / 2, cache);
        DBOptions options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWriteBufferManager(buffers)
                .setMaxBackgroundJobs(2);
        BloomFilter filter = new BloomFilter(BLOOM_BITS_OF_A_KEY);
        ColumnFamilyOptions table = new ColumnFamilyOptions()
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setFilterPolicy(filter));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB database = RocksDB.open(
                options,
                directory.toString(),
                List.of(
                        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, table),
                        new ColumnFamilyDescriptor("places".getBytes(UTF_8), table),
                        new ColumnFamilyDescriptor("objects".getBytes(UTF_8), table),
                        new ColumnFamilyDescriptor("results".getBytes(UTF_8), table)),
                handles);
        return new JobTables(
                database,
                directory,
                handles.get(0),
                handles.get(1),
                handles.get(2),
                handles.get(3),
                new WriteOptions().setDisableWAL(true),
                List.of(table, filter, options, buffers, cache));
    }

    byte @Nullable [] get(byte[] job) throws RocksDBException {
        return database.get(jobs, job);
    }

    RocksIterator iterator(ColumnFamilyHandle table, ReadOptions options) {
        return database.newIterator(table, options);
    }

    /** Closes the database and deletes it. */
    @Override
    public void close() {
        results.close();
        objects.close();
        places.close();
        jobs.close();
        database.close();
        writing.close();
        settings.forEach(AbstractNativeReference::close);
        try {
            delete(directory);
        } catch (RocksDBException e) {
            LOG.warn("The view's directory {} cannot be deleted: {}", directory, e.getMessage());
        }
    }

    private static void delete(Path directory) throws RocksDBException {
        try (Options options = new Options()) {
            RocksDB.destroyDB(directory.toString(), options);
        }
    }

    void write(WriteBatch batch) throws RocksDBException {
        database.write(writing, batch);
    }
}
