package org.stylize.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of pictures, in the order of their ids.
 *
 * @param next cursor of the next page; null on the last
 */
public record ImagePage(List<ImageView> items, @Nullable String next) {
    public ImagePage {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
