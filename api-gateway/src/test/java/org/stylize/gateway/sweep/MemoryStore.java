package org.stylize.gateway.sweep;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.UnavailableException;

/** A store in memory, with small pages. */
final class MemoryStore implements SweptStore {
    private static final int PAGE = 3;

    final NavigableMap<String, Instant> objects = new ConcurrentSkipListMap<>();
    final AtomicInteger requests = new AtomicInteger();
    /** Fails when so many more requests have come. */
    int failsAfter = Integer.MAX_VALUE;

    @Nullable
    String owner;

    @Override
    public List<Listed> page(String prefix, String after) {
        count();
        return objects.tailMap(after.isEmpty() ? prefix : after, after.isEmpty()).entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .limit(PAGE)
                .map(object -> new Listed(object.getKey(), object.getValue(), 10))
                .toList();
    }

    @Override
    public List<String> folders() {
        count();
        return objects.keySet().stream()
                .filter(key -> key.contains("/"))
                .map(key -> key.substring(0, key.indexOf('/')))
                .distinct()
                .toList();
    }

    @Override
    public Optional<Instant> storedAt(String key) {
        count();
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public void delete(String key) {
        count();
        objects.remove(key);
    }

    @Override
    public String owner(String asking) {
        String known = owner == null ? asking : owner;
        owner = known;
        return known;
    }

    private void count() {
        if (requests.incrementAndGet() > failsAfter) {
            throw new UnavailableException("the store is away", new IllegalStateException());
        }
    }
}
