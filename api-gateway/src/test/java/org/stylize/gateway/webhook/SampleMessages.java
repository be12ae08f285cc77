package org.stylize.gateway.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.stylize.gateway.SampleJobs;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;
import org.stylize.proto.WebhookDelivery;
import org.stylize.proto.WebhookRecord;

/** Webhooks and messages for tests without a broker. */
final class SampleMessages {
    static final Instant NOON = SampleJobs.NOON;
    static final Tenant ACME = new Tenant("acme");

    private SampleMessages() {}

    static WebhookRecord.Defined webhook(String id) {
        return new WebhookRecord.Defined(
                id,
                NOON,
                ACME,
                "https://acme.example/hook?secret=1",
                "",
                EventTypes.usual(),
                true,
                NOON,
                NOON,
                "key:1",
                List.of(new WebhookRecord.Secret("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", null)));
    }

    static WebhookRecord.Defined listeningTo(String id, String... types) {
        WebhookRecord.Defined usual = webhook(id);
        return new WebhookRecord.Defined(
                id, NOON, ACME, usual.url(), "", Set.of(types), true, NOON, NOON, "key:1", usual.secrets());
    }

    static KeptEvent cancelled(JobId id, int partition, long offset) {
        return new KeptEvent(partition, offset, ACME, new JobEvent.Cancelled(id, 3, NOON), Trace.NONE);
    }

    static WebhookDelivery message(String webhookId, String messageId, int partition, Instant at) {
        return WebhookDelivery.of(
                messageId, webhookId, "stylize.cancelled", at, null, partition, new WebhookDelivery.OfEvent(7), at);
    }
}
