package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDManager;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.stylize.engine.Stylizer;
import org.stylize.engine.nst.StyleKey;
import org.stylize.engine.nst.StyleStatistics;

/**
 * Descriptions of the latest style images: the next job with the same image and an equal {@link StyleKey} does not compute
 * them again. For the device's thread; only {@link #counts} is for any thread.
 */
final class StyleCache {
    private static final int MOST_ENTRIES = 1000;

    private final NDManager device;
    private final long mostBytes;
    /** The least recently used first. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();

    /**
     * An empty cache.
     *
     * @param device keeps the descriptions, and closes them
     */
    StyleCache(NDManager device, long mostBytes) {
        this.device = device;
        this.mostBytes = mostBytes;
    }

    /**
     * The description of a style image, remembered or made.
     *
     * @param made makes it on a manager
     * @param results gets a copy
     */
    StyleStatistics get(Key key, Function<NDManager, StyleStatistics> made, NDManager results) {
        Entry entry = entries.get(key);
        if (entry != null) {
            hits.incrementAndGet();
            return entry.statistics.copiedTo(results);
        }
        misses.incrementAndGet();
        StyleStatistics statistics = made.apply(results);
        if (statistics.bytes() <= mostBytes) {
            NDManager keeper = device.newSubManager();
            entries.put(key, new Entry(keeper, statistics.copiedTo(keeper)));
            bytes += statistics.bytes();
            shrink();
        }
        return statistics;
    }

    Stylizer.CacheCounts counts() {
        return new Stylizer.CacheCounts(hits.get(), misses.get());
    }

    private void shrink() {
        Iterator<Entry> eldest = entries.values().iterator();
        while (bytes > mostBytes || entries.size() > MOST_ENTRIES) {
            Entry entry = eldest.next();
            bytes -= entry.statistics.bytes();
            entry.keeper.close();
            eldest.remove();
        }
    }

    /**
     * What decides how a style image is described. All entries are of the same network weights.
     *
     * @param image the digest of the picture, with its size
     * @param style how a recipe describes it
     */
    record Key(String image, StyleKey style) {}

    private record Entry(NDManager keeper, StyleStatistics statistics) {}
}
