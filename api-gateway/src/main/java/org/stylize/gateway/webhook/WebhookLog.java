package org.stylize.gateway.webhook;

import java.util.List;
import org.stylize.proto.WebhookDelivery;
import org.stylize.proto.WebhookRecord;

/**
 * Where webhooks and what is sent to them are kept. Every gateway reads it. For any thread; a method waits until what it
 * writes is kept.
 */
public interface WebhookLog {
    /**
     * Keeps what is new about a webhook.
     *
     * @throws WebhooksUnavailableException if it cannot be kept; then it may or may not count
     */
    void write(WebhookRecord record);

    /**
     * Forgets a webhook.
     *
     * @throws WebhooksUnavailableException if that cannot be kept
     */
    void forget(String webhookId);

    /**
     * Keeps messages.
     *
     * @throws WebhooksUnavailableException if not all can be kept
     */
    void write(List<WebhookDelivery> deliveries);

    /**
     * Forgets a message.
     *
     * @throws WebhooksUnavailableException if that cannot be kept
     */
    void forgetMessage(String messageId);
}
