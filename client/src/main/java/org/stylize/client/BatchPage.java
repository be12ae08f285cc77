package org.stylize.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of batches, newest first.
 *
 * @param next cursor of the next page; null on the last
 */
public record BatchPage(List<BatchView> items, @Nullable String next) {
    public BatchPage {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
