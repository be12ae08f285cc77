package org.stylize.gateway.webhook;

/** The tenant has no such webhook, or the webhook no such message. The message may be shown to the caller. */
public final class UnknownWebhookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownWebhookException(String message) {
        super(message);
    }
}
