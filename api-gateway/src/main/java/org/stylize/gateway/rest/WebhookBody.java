package org.stylize.gateway.rest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.webhook.WebhookWish;
import org.stylize.proto.InvalidJobException;

/** The JSON of a webhook that is to be made or changed, before anything is checked. */
@Schema(
        name = "WebhookRequest",
        description = "A webhook that is to be made or changed. What a change does not name stays as it is.")
public record WebhookBody(
        @Schema(
                nullable = true,
                examples = "https://shop.example/hooks/stylize",
                description =
                        "Where messages are posted: https, a server of the public internet, at most 2000 characters.")
        @Nullable
        String url,

        @Schema(nullable = true, description = "For people: at most 200 printable characters.") @Nullable
        String description,

        @Schema(
                nullable = true,
                examples = "[\"stylize.completed\",\"stylize.failed\"]",
                description = "Types of events; absent in a new one: how jobs end, and stylize.webhook.disabled.")
        @Nullable
        List<String> events,

        @Schema(nullable = true, description = "Whether events are sent; absent in a new one: true.") @Nullable
        Boolean enabled) {
    /** @throws InvalidJobException naming the field that is wrong */
    WebhookWish wish() {
        return new WebhookWish(url, description, events == null ? null : setOf(events), enabled);
    }

    private static Set<String> setOf(List<String> events) {
        Set<String> set = new HashSet<>();
        for (String event : events) {
            if (!set.add(String.valueOf(event))) {
                throw new InvalidJobException("events", "events names '" + event + "' twice");
            }
        }
        return set;
    }
}
