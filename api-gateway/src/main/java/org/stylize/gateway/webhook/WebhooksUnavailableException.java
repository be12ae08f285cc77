package org.stylize.gateway.webhook;

import org.jspecify.annotations.Nullable;

/** Webhooks cannot be kept, or what is kept cannot be read, now. The message may be shown to the caller. */
public final class WebhooksUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WebhooksUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
