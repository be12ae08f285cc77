package org.stylize.gateway.webhook;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Printable;
import org.stylize.proto.InvalidJobException;

/**
 * What somebody wants of a webhook. Null: as it is, or as usual.
 *
 * @param url where messages are posted
 * @param description for people
 * @param events types of events
 * @param enabled whether events are sent
 */
public record WebhookWish(
        @Nullable String url,
        @Nullable String description,
        @Nullable Set<String> events,
        @Nullable Boolean enabled) {
    static final int LONGEST_URL = 2_000;
    static final int LONGEST_DESCRIPTION = 200;

    public WebhookWish {
        events = events == null ? null : Set.copyOf(events);
        if (url != null && url.length() > LONGEST_URL) {
            throw new InvalidJobException(
                    "url", "url may have at most " + LONGEST_URL + " characters but has " + url.length());
        }
        if (description != null
                && (description.codePointCount(0, description.length()) > LONGEST_DESCRIPTION
                        || !Printable.isPrintable(description))) {
            throw new InvalidJobException(
                    "description", "description must be at most " + LONGEST_DESCRIPTION + " printable characters");
        }
        if (events != null) {
            check(events);
        }
    }

    private static void check(Set<String> events) {
        Set<String> unknown = new TreeSet<>(events);
        unknown.removeAll(EventTypes.known());
        if (events.isEmpty() || !unknown.isEmpty()) {
            throw new InvalidJobException(
                    "events",
                    "events must be some of " + EventTypes.known() + " but "
                            + (events.isEmpty() ? "is empty" : "has " + clipped(unknown)));
        }
    }

    private static String clipped(Set<String> unknown) {
        String text = unknown.toString();
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION) + "…";
    }

    String requiredUrl() {
        if (url == null) {
            throw new InvalidJobException("url", "a webhook needs a url");
        }
        return url;
    }
}
