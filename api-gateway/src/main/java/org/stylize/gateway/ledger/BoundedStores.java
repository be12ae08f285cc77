package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all stores of the ledger share one cache, so that their native memory is bounded, whatever the number of
 * partitions and jobs. Kafka Streams creates it by its name, once for each store.
 */
public final class BoundedStores implements RocksDBConfigSetter {
    /** The key of the most bytes of native memory, a {@code Long}, among the settings of Kafka Streams. */
    static final String MEMORY_BYTES = "stylize.ledger.memory.bytes";

    private static final AtomicReference<@Nullable Shared> SHARED = new AtomicReference<>();

    private record Shared(Cache cache, WriteBufferManager buffers) {
        static Shared of(long bytes) {
            RocksDB.loadLibrary();
            Cache cache = new LRUCache(bytes);
            // What is not on the disk yet counts as part of the cache.
            return new Shared(cache, new WriteBufferManager(bytes / 2, cache));
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> settings) {
        Shared of = shared((Long) requireNonNull(settings.get(MEMORY_BYTES), MEMORY_BYTES + " is null"));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        options.setTableFormatConfig(table.setBlockCache(of.cache()).setCacheIndexAndFilterBlocks(true));
        options.setWriteBufferManager(of.buffers());
    }

    /** Stores come and go with their partitions; what they share stays as long as the process. */
    @Override
    public void close(String storeName, Options options) {}

    private static synchronized Shared shared(long bytes) {
        Shared known = SHARED.get();
        if (known == null) {
            known = Shared.of(bytes);
            SHARED.set(known);
        }
        return known;
    }
}
