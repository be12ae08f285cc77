package org.stylize.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs, newest first.
 *
 * @param next cursor of the next page; null on the last
 */
public record JobPage(List<JobView> items, @Nullable String next) {
    public JobPage {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
