package org.stylize.gateway.webhook;

import java.time.Duration;
import org.stylize.proto.WebhookDelivery;

/** Is told what becomes of messages. For any thread; returns at once. */
public interface WebhookObserver {
    /** An attempt was made. */
    void attempted(boolean succeeded, Duration took);

    /** Nothing more is done about a message. */
    void ended(WebhookDelivery.State state);

    /** A webhook was switched off by this gateway. */
    void disabled();
}
