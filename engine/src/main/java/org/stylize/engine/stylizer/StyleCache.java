package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.stylize.engine.Stylizer;
import org.stylize.engine.nst.compiled.StyleStatistics;

/**
 * Descriptions of the style images that were asked for last, so that the next job with the same one need not look at it
 * again. Used on the device's thread; only {@link #counts} may be asked by any.
 */
final class StyleCache {
    private static final int MOST_ENTRIES = 1000;

    private final NDManager device;
    private final long mostBytes;
    /** Least lately asked for first. */
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
            return copy(entry.statistics, results);
        }
        misses.incrementAndGet();
        StyleStatistics statistics = made.apply(results);
        if (statistics.bytes() <= mostBytes) {
            NDManager keeper = device.newSubManager();
            entries.put(key, new Entry(keeper, copy(statistics, keeper)));
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

    private static StyleStatistics copy(StyleStatistics statistics, NDManager keeper) {
        return new StyleStatistics(
                statistics.parts().stream().map(part -> copy(part, keeper)).toList());
    }

    private static NDArray copy(NDArray array, NDManager keeper) {
        NDArray copy = array.duplicate();
        copy.attach(keeper);
        return copy;
    }

    /**
     * What decides how a style image is described.
     *
     * @param image which picture, at which size
     * @param reader how it is looked at
     */
    record Key(String image, String reader) {}

    private record Entry(NDManager keeper, StyleStatistics statistics) {}
}
