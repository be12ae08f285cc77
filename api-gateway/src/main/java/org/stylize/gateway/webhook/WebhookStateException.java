package org.stylize.gateway.webhook;

/** The state of the webhook, or the number of them, does not allow it. The message may be shown to the caller. */
public final class WebhookStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WebhookStateException(String message) {
        super(message);
    }
}
