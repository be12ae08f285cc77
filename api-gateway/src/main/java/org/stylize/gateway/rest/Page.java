package org.stylize.gateway.rest;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what is on it
 * @param hasMore whether another page follows
 */
record Page<T>(List<T> items, boolean hasMore) {

    /**
     * The first of what was found.
     *
     * @param found one more than {@code most} if there is so much
     */
    static <T> Page<T> of(List<T> found, int most) {
        return new Page<>(found.subList(0, Math.min(most, found.size())), found.size() > most);
    }

    <V> List<V> map(Function<T, V> view) {
        return items.stream().map(view).toList();
    }

    /** The cursor of the page that follows, made of the last item of this one; null if none follows. */
    @Nullable
    String next(Function<T, String> cursor) {
        return hasMore ? cursor.apply(items.get(items.size() - 1)) : null;
    }
}
