package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.stylize.engine.Stylizer;
import org.stylize.engine.nst.StyleKey;
import org.stylize.engine.nst.StyleStatistics;

/**
 * Descriptions of the latest style images: the next job with the same image and an equal {@link StyleKey} does not compute
 * them again. What is not in memory may be in a store. For the device's thread; only {@link #counts} is for any thread.
 */
final class StyleCache {
    private static final int MOST_ENTRIES = 1000;

    private final NDManager device;
    private final long mostBytes;
    /** The least recently used first. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private final StoredDescriptions stored;
    private final AtomicLong inMemory = new AtomicLong();
    private final AtomicLong inStore = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();
    private long bytes;

    /**
     * An empty cache.
     *
     * @param device keeps the descriptions, and closes them
     * @param mostBytes of memory
     * @param stored where descriptions are that are not in memory
     */
    StyleCache(NDManager device, long mostBytes, StoredDescriptions stored) {
        this.device = device;
        this.mostBytes = mostBytes;
        this.stored = stored;
    }

    /**
     * The description of a style image, remembered, stored or made; the same in each case.
     *
     * @param made makes it on a manager
     * @param results gets a copy
     */
    StyleStatistics get(Key key, Function<NDManager, StyleStatistics> made, NDManager results) {
        Entry entry = entries.get(key);
        if (entry != null) {
            inMemory.incrementAndGet();
            return entry.statistics.copiedTo(results);
        }
        Optional<StyleStatistics> found = stored.find(key, results);
        found.ifPresent(statistics -> inStore.incrementAndGet());
        StyleStatistics statistics = found.orElseGet(() -> make(key, made, results));
        remember(key, statistics);
        return statistics;
    }

    private StyleStatistics make(Key key, Function<NDManager, StyleStatistics> made, NDManager results) {
        misses.incrementAndGet();
        long begin = System.nanoTime();
        StyleStatistics statistics;
        try (NDManager scope = results.newSubManager()) {
            statistics = made.apply(scope).copiedTo(results);
        }
        stored.keep(key, statistics, Duration.ofNanos(System.nanoTime() - begin));
        return statistics;
    }

    private void remember(Key key, StyleStatistics statistics) {
        if (statistics.bytes() <= mostBytes) {
            NDManager keeper = device.newSubManager();
            entries.put(key, new Entry(keeper, statistics.copiedTo(keeper)));
            bytes += statistics.bytes();
            shrink();
        }
    }

    Stylizer.CacheCounts counts() {
        return new Stylizer.CacheCounts(inMemory.get(), inStore.get(), misses.get());
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
     * @param tileSidePixels longest side of what is computed at once, which decides about rounding
     */
    record Key(String image, StyleKey style, int tileSidePixels) {}

    private record Entry(NDManager keeper, StyleStatistics statistics) {}
}
