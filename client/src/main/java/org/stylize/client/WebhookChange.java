package org.stylize.client;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of a webhook; what is null stays as it is. Immutable; the {@code with…} methods return changed copies.
 *
 * @param url where messages are posted
 * @param description for people
 * @param events types of the events that are sent
 * @param enabled whether events are sent; true also switches on one that the service switched off
 */
public record WebhookChange(
        @Nullable URI url,
        @Nullable String description,
        @Nullable List<String> events,
        @Nullable Boolean enabled) {
    public WebhookChange {
        events = events == null ? null : List.copyOf(events);
    }

    /** Changes nothing. */
    public static WebhookChange none() {
        return new WebhookChange(null, null, null, null);
    }

    /** Changes where messages are posted. */
    public WebhookChange withUrl(URI newUrl) {
        return new WebhookChange(newUrl, description, events, enabled);
    }

    /** Changes the text for people. */
    public WebhookChange withDescription(String newDescription) {
        return new WebhookChange(url, newDescription, events, enabled);
    }

    /** Changes the types of the events that are sent. */
    public WebhookChange withEvents(List<String> newEvents) {
        return new WebhookChange(url, description, newEvents, enabled);
    }

    /** Switches it on or off. */
    public WebhookChange withEnabled(boolean newEnabled) {
        return new WebhookChange(url, description, events, newEnabled);
    }
}
