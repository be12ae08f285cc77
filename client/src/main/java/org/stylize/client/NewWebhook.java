package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to make. Immutable; the {@code with…} methods return changed copies.
 *
 * @param url where messages are posted: https, a server of the public internet
 * @param description for people, at most 200 characters; null for none
 * @param events types of the events that are sent, such as {@code stylize.completed}; null for how jobs end, and webhooks
 *     that the service switched off
 * @param enabled whether events are sent from now on
 */
public record NewWebhook(
        URI url, @Nullable String description, @Nullable List<String> events, boolean enabled) {
    public NewWebhook {
        requireNonNull(url, "url is null");
        events = events == null ? null : List.copyOf(events);
    }

    /** A webhook that is told how jobs end. */
    public static NewWebhook of(URI url) {
        return new NewWebhook(url, null, null, true);
    }

    /** Sets the text for people. */
    public NewWebhook withDescription(String newDescription) {
        return new NewWebhook(url, newDescription, events, enabled);
    }

    /** Sets the types of the events that are sent. */
    public NewWebhook withEvents(List<String> newEvents) {
        return new NewWebhook(url, description, newEvents, enabled);
    }

    /** Has nothing sent until it is switched on. */
    public NewWebhook paused() {
        return new NewWebhook(url, description, events, false);
    }
}
