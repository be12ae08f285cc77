package org.stylize.gateway.webhook;

import java.util.ArrayList;
import java.util.List;
import org.stylize.proto.WebhookDelivery;
import org.stylize.proto.WebhookRecord;

/** A log in memory, which may be away. For one thread. */
final class RecordingWebhookLog implements WebhookLog {
    final List<WebhookRecord> records = new ArrayList<>();
    final List<WebhookDelivery> deliveries = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    boolean isAway;

    @Override
    public void write(WebhookRecord record) {
        present();
        records.add(record);
    }

    @Override
    public void forget(String webhookId) {
        present();
        forgotten.add(webhookId);
    }

    @Override
    public void write(List<WebhookDelivery> more) {
        present();
        deliveries.addAll(more);
    }

    @Override
    public void forgetMessage(String messageId) {
        present();
        forgotten.add(messageId);
    }

    private void present() {
        if (isAway) {
            throw new WebhooksUnavailableException("the log is away", null);
        }
    }
}
