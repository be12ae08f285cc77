package org.stylize.client.cli;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A list that the service gives page by page. */
interface PagedList<T> {
    /** The most items that the service puts on a page. */
    int LARGEST_PAGE = 200;

    /**
     * One page.
     *
     * @param most items
     * @param cursor of the page; null for the first
     */
    Page<T> page(int most, @Nullable String cursor) throws InterruptedException;

    /**
     * Some items, in their order.
     *
     * @param next cursor of the next page; null on the last
     */
    record Page<T>(List<T> items, @Nullable String next) {}

    /**
     * Takes the first items.
     *
     * @param limit how many at most
     * @param begin is told of the first page, before its items
     * @param take is told of each item
     */
    default void take(int limit, Consumer<List<T>> begin, Consumer<T> take) throws InterruptedException {
        @Nullable String cursor = null;
        int left = limit;
        do {
            Page<T> page = page(Math.min(left, LARGEST_PAGE), cursor);
            if (left == limit) {
                begin.accept(page.items());
            }
            page.items().forEach(take);
            left -= page.items().size();
            cursor = page.next();
        } while (cursor != null && left > 0);
    }
}
