package org.stylize.gateway.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Webhooks. */
@Schema(name = "WebhookList", description = "Webhooks, newest first.")
public record WebhookListView(List<WebhookView> items) {
    public WebhookListView {
        items = List.copyOf(items);
    }
}
