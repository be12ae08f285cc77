package org.stylize.gateway.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Messages to a webhook. */
@Schema(name = "WebhookDeliveryList", description = "Messages to a webhook, those that changed last first.")
public record WebhookDeliveryListView(List<WebhookDeliveryView> items) {
    public WebhookDeliveryListView {
        items = List.copyOf(items);
    }
}
