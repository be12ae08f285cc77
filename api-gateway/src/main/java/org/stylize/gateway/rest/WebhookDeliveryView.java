package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.WebhookDelivery;

/** A message to a webhook, and what became of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookDelivery", description = "A message to a webhook, and what became of it so far.")
public record WebhookDeliveryView(
        @Schema(description = "The header webhook-id, the same in all attempts.")
        String id,

        @Schema(examples = "stylize.completed") String type,

        @Schema(description = "When what it tells of happened.")
        Instant happenedAt,

        @Schema(nullable = true, description = "The job that it is about.") @Nullable
        String job,

        @Schema(
                enumeration = {"pending", "delivered", "given-up", "dropped"},
                description =
                        "given-up: after the last attempt; dropped: the webhook was off, or the event no longer kept.")
        String state,

        @Schema(description = "Attempts since it was last asked for.")
        int attempts,

        @Schema(nullable = true, description = "When the next attempt is due, of a pending one.") @Nullable
        Instant nextAttempt,

        @Schema(description = "The last attempts, at most 10, oldest first.")
        List<Attempt> lastAttempts,

        WebhookDeliveryView.Links links) {
    /** Where the message can be sent again. */
    @Schema(name = "WebhookDeliveryLinks")
    public record Links(String replay) {}

    /** One attempt. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookAttempt", description = "One attempt to send a message.")
    public record Attempt(
            Instant at,

            @Schema(description = "Whether the server answered with a status of 200 to 299.")
            boolean delivered,

            @Schema(nullable = true, description = "HTTP status; absent: no answer came.") @Nullable
            Integer status,

            double seconds,

            @Schema(nullable = true, description = "Why it did not succeed.") @Nullable
            String problem) {
        static Attempt of(WebhookDelivery.Attempt attempt) {
            return new Attempt(
                    attempt.at(),
                    attempt.problem().isEmpty(),
                    attempt.status() == 0 ? null : attempt.status(),
                    attempt.millis() / 1000.0,
                    attempt.problem().isEmpty() ? null : attempt.problem());
        }
    }

    public WebhookDeliveryView {
        lastAttempts = List.copyOf(lastAttempts);
    }

    static WebhookDeliveryView of(WebhookDelivery delivery) {
        return new WebhookDeliveryView(
                delivery.messageId(),
                delivery.type(),
                delivery.happenedAt(),
                delivery.jobId() == null ? null : delivery.jobId().toString(),
                delivery.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                delivery.attempts(),
                delivery.next(),
                delivery.last().stream().map(Attempt::of).toList(),
                new Links(WebhookResource.PATH + "/" + delivery.webhookId() + "/deliveries/" + delivery.messageId()
                        + "/replay"));
    }
}
