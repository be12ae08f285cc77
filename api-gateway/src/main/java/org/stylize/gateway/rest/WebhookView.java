package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.webhook.Webhook;
import org.stylize.gateway.webhook.WebhookOffice;
import org.stylize.proto.WebhookRecord;

/** A webhook as its tenant sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Webhook", description = "An address to which events are posted.")
public record WebhookView(
        @Schema(examples = "wh_5f0c3a9be12d77804e11") String id,
        String url,
        String description,

        @Schema(description = "Types of the events that are sent.")
        List<String> events,

        @Schema(
                enumeration = {"on", "failing", "paused", "disabled"},
                description = "paused: its owner switched it off; disabled: the service did.")
        String state,

        Instant createdAt,

        @Schema(description = "Subject of the caller who made it.")
        String createdBy,

        @Schema(nullable = true, description = "There were nothing but failures since then; absent: it does not fail.")
        @Nullable
        Instant failingSince,

        @Schema(nullable = true, description = "When the service switched it off.") @Nullable
        Instant disabledAt,

        @Schema(nullable = true, description = "Why the service switched it off.") @Nullable
        String disabledReason,

        @Schema(nullable = true, description = "Until when an earlier secret signs beside the present one.") @Nullable
        Instant oldSecretUntil,

        WebhookView.Links links,

        @Schema(
                nullable = true,
                description =
                        "The secret, whsec_…; only in the answer to the request that made it. Nobody can see it again.")
        @Nullable
        String secret) {
    /** Where the webhook is. */
    @Schema(name = "WebhookLinks")
    public record Links(String self, String deliveries, String test, String rotate, String replay) {}

    public WebhookView {
        events = List.copyOf(events);
    }

    static WebhookView of(Webhook webhook, Instant now) {
        return of(webhook, now, null);
    }

    static WebhookView of(WebhookOffice.Made made, Instant now) {
        return of(made.webhook(), now, made.secret());
    }

    private static WebhookView of(Webhook webhook, Instant now, @Nullable String secret) {
        WebhookRecord.Defined defined = webhook.defined();
        String self = WebhookResource.PATH + "/" + webhook.id();
        return new WebhookView(
                webhook.id(),
                defined.url(),
                defined.description(),
                defined.events().stream().sorted().toList(),
                state(webhook),
                defined.createdAt(),
                defined.by(),
                webhook.failingSince(),
                webhook.offAt(),
                webhook.offReason(),
                defined.signing(now).stream()
                        .flatMap(kept -> kept.until() == null ? Stream.empty() : Stream.of(kept.until()))
                        .max(Instant::compareTo)
                        .orElse(null),
                new Links(self, self + "/deliveries", self + "/test", self + "/rotate", self + "/replay"),
                secret);
    }

    private static String state(Webhook webhook) {
        if (webhook.isOn()) {
            return webhook.failingSince() == null ? "on" : "failing";
        }
        return webhook.defined().enabled() ? "disabled" : "paused";
    }

    /** Without address and secret. */
    @Override
    public String toString() {
        return "webhook " + id;
    }
}
