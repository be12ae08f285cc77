package org.stylize.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of dead letters, newest first.
 *
 * @param next cursor of the next page; null on the last
 */
public record DeadLetterPage(
        List<DeadLetter> items, @Nullable String next) {
    public DeadLetterPage {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
