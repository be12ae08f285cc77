package org.stylize.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A webhook that the service has just made, or given a new secret. This is the only time that the secret is seen.
 * {@link #toString()} does not show it.
 *
 * @param view what can be seen later
 * @param secret with which messages are verified
 */
public record CreatedWebhook(@JsonUnwrapped WebhookView view, WebhookSecret secret) {
    public CreatedWebhook {
        requireNonNull(view, "view is null");
        requireNonNull(secret, "secret is null");
    }

    /** Reads the answer, in which the secret stands beside the fields of the view. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static CreatedWebhook of(ObjectNode json) throws JsonProcessingException {
        return new CreatedWebhook(
                Json.read(json, WebhookView.class),
                WebhookSecret.of(json.path("secret").asText()));
    }
}
