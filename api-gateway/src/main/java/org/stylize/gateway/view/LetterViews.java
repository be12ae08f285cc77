package org.stylize.gateway.view;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The latest dead letters, newest first; the oldest are left out when there are too many. For any thread. */
public final class LetterViews {
    private final int most;
    private final Map<LetterId, LetterEntry> byId = new ConcurrentHashMap<>();
    private final NavigableMap<LetterEntry.Place, LetterEntry> byPlace = new ConcurrentSkipListMap<>();

    /** @param most number of letters that are kept, at least 1 */
    public LetterViews(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("gateway.dead-letters.kept must be at least 1 but is " + most);
        }
        this.most = most;
    }

    /** How many letters are kept. */
    public int most() {
        return most;
    }

    public Optional<LetterEntry> find(LetterId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Some letters, newest first.
     *
     * @param limit most letters
     * @param before letters older than this place; null for the newest
     */
    public List<LetterEntry> page(int limit, LetterEntry.@Nullable Place before) {
        return (before == null ? byPlace : byPlace.headMap(before, false))
                .descendingMap().values().stream().limit(limit).toList();
    }

    public synchronized void put(LetterEntry letter) {
        if (byId.put(letter.id(), letter) == null) {
            byPlace.put(letter.place(), letter);
        }
        if (byId.size() > most) {
            remove(byPlace.firstKey().id());
        }
    }

    public synchronized void remove(LetterId id) {
        LetterEntry known = byId.remove(id);
        if (known != null) {
            byPlace.remove(known.place());
        }
    }

    /** Removes the letters of a partition that lie before an offset, and returns how many these were. */
    public synchronized int removeBefore(int partition, long offset) {
        List<LetterId> gone = byId.keySet().stream()
                .filter(id -> id.partition() == partition && id.offset() < offset)
                .toList();
        gone.forEach(this::remove);
        return gone.size();
    }
}
