package org.stylize.gateway.thumbnail;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the most recently used thumbnails, up to a number of bytes. For any thread. */
final class ThumbnailCache {
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Thumbnails.Wanted, byte[]> byPastiche = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty cache.
     *
     * @param mostBytes limit of all thumbnails together; 0 keeps none
     */
    ThumbnailCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized Optional<byte[]> find(Thumbnails.Wanted pastiche) {
        return Optional.ofNullable(byPastiche.get(pastiche));
    }

    synchronized void keep(Thumbnails.Wanted pastiche, byte[] thumbnail) {
        byte[] before = byPastiche.put(pastiche, thumbnail);
        bytes.addAndGet(thumbnail.length - (before == null ? 0 : before.length));
        Iterator<byte[]> oldestFirst = byPastiche.values().iterator();
        while (bytes.get() > mostBytes && oldestFirst.hasNext()) {
            bytes.addAndGet(-oldestFirst.next().length);
            oldestFirst.remove();
        }
    }

    /** Size of all thumbnails together. */
    long bytes() {
        return bytes.get();
    }
}
