package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook at the time of the service's answer, without its secret.
 *
 * @param url where messages are posted
 * @param description for people; empty if it has none
 * @param events types of the events that are sent, such as {@code stylize.completed}
 * @param createdBy the subject that made it, such as {@code key:3hTq0aZ81mXk}
 * @param failingSince there were nothing but failures since then; null if it does not fail
 * @param disabledAt when the service switched it off; null if it did not
 * @param disabledReason why the service switched it off
 * @param oldSecretUntil until when an earlier secret signs beside the present one; null if none does
 * @param links addresses, relative to the host
 */
public record WebhookView(
        String id,
        String url,
        String description,
        List<String> events,
        WebhookState state,
        @Nullable Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable Instant oldSecretUntil,
        @Nullable Links links) {
    public WebhookView {
        requireNonNull(id, "id is null");
        requireNonNull(url, "url is null");
        requireNonNull(state, "state is null");
        description = description == null ? "" : description;
        events = events == null ? List.of() : List.copyOf(events);
    }

    /** Addresses, relative to the host. */
    public record Links(
            @Nullable String self,
            @Nullable String deliveries,
            @Nullable String test,
            @Nullable String rotate,
            @Nullable String replay) {}
}
