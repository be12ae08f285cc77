package org.stylize.proto;

import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.stylize.proto.wire.Webhook;
import org.stylize.proto.wire.WebhookAttempt;
import org.stylize.proto.wire.WebhookDefined;
import org.stylize.proto.wire.WebhookHealth;
import org.stylize.proto.wire.WebhookSecret;

/** Webhooks, and what is sent to them. */
final class WireWebhooks {
    static Webhook webhook(WebhookRecord record) {
        Webhook.Builder wire = Webhook.newBuilder().setWebhookId(record.id()).setAt(WireValues.time(record.at()));
        return record.match(new WebhookRecord.Cases<Webhook.Builder>() {
                    @Override
                    public Webhook.Builder defined(WebhookRecord.Defined defined) {
                        return wire.setDefined(WireWebhooks.defined(defined));
                    }

                    @Override
                    public Webhook.Builder health(WebhookRecord.Health health) {
                        return wire.setHealth(WireWebhooks.health(health));
                    }
                })
                .build();
    }

    static WebhookRecord webhook(Webhook wire) {
        return switch (wire.getWhatCase()) {
            case DEFINED -> defined(wire, wire.getDefined());
            case HEALTH -> health(wire, wire.getHealth());
            case WHAT_NOT_SET -> throw new UndecodableException("the kind of the record of a webhook is unknown");
        };
    }

    private static WebhookDefined defined(WebhookRecord.Defined defined) {
        WebhookDefined.Builder wire = WebhookDefined.newBuilder()
                .setTenant(defined.tenant().name())
                .setUrl(defined.url())
                .setDescription(defined.description())
                .addAllEvents(new TreeSet<>(defined.events()))
                .setEnabled(defined.enabled())
                .setCreatedAt(WireValues.time(defined.createdAt()))
                .setEnabledAt(WireValues.time(defined.enabledAt()))
                .setBy(defined.by());
        for (WebhookRecord.Secret secret : defined.secrets()) {
            WebhookSecret.Builder kept = WebhookSecret.newBuilder()
                    .setKey(ByteString.copyFrom(Base64.getDecoder().decode(secret.key())));
            if (secret.until() != null) {
                kept.setUntil(WireValues.time(secret.until()));
            }
            wire.addSecrets(kept);
        }
        return wire.build();
    }

    private static WebhookRecord.Defined defined(Webhook wire, WebhookDefined defined) {
        return new WebhookRecord.Defined(
                wire.getWebhookId(),
                WireValues.time(wire.getAt()),
                new Tenant(defined.getTenant()),
                defined.getUrl(),
                defined.getDescription(),
                Set.copyOf(defined.getEventsList()),
                defined.getEnabled(),
                WireValues.time(defined.getCreatedAt()),
                WireValues.time(defined.getEnabledAt()),
                defined.getBy(),
                defined.getSecretsList().stream()
                        .map(secret -> new WebhookRecord.Secret(
                                Base64.getEncoder()
                                        .encodeToString(secret.getKey().toByteArray()),
                                secret.hasUntil() ? WireValues.time(secret.getUntil()) : null))
                        .toList());
    }

    private static WebhookHealth health(WebhookRecord.Health health) {
        WebhookHealth.Builder wire = WebhookHealth.newBuilder().setOffReason(health.offReason());
        if (health.failingSince() != null) {
            wire.setFailingSince(WireValues.time(health.failingSince()));
        }
        if (health.offAt() != null) {
            wire.setOffAt(WireValues.time(health.offAt()));
        }
        return wire.build();
    }

    private static WebhookRecord.Health health(Webhook wire, WebhookHealth health) {
        return new WebhookRecord.Health(
                wire.getWebhookId(),
                WireValues.time(wire.getAt()),
                health.hasFailingSince() ? WireValues.time(health.getFailingSince()) : null,
                health.hasOffAt() ? WireValues.time(health.getOffAt()) : null,
                health.getOffReason());
    }

    static org.stylize.proto.wire.WebhookDelivery delivery(WebhookDelivery delivery) {
        org.stylize.proto.wire.WebhookDelivery.Builder wire = org.stylize.proto.wire.WebhookDelivery.newBuilder()
                .setWebhookId(delivery.webhookId())
                .setType(delivery.type())
                .setHappenedAt(WireValues.time(delivery.happenedAt()))
                .setJobId(delivery.jobId() == null ? "" : delivery.jobId().toString())
                .setPartition(delivery.partition())
                .setVersion(delivery.version())
                .setState(state(delivery.state()))
                .setAttempts(delivery.attempts());
        if (delivery.content() instanceof WebhookDelivery.Body body) {
            wire.setBody(body.json());
        } else if (delivery.content() instanceof WebhookDelivery.OfEvent event) {
            wire.setEventOffset(event.offset());
        }
        if (delivery.next() != null) {
            wire.setNextAttempt(WireValues.time(delivery.next()));
        }
        for (WebhookDelivery.Attempt attempt : delivery.last()) {
            wire.addLastAttempts(WebhookAttempt.newBuilder()
                    .setAt(WireValues.time(attempt.at()))
                    .setMillis(attempt.millis())
                    .setStatus(attempt.status())
                    .setProblem(attempt.problem()));
        }
        return wire.build();
    }

    static WebhookDelivery delivery(String messageId, org.stylize.proto.wire.WebhookDelivery wire) {
        return new WebhookDelivery(
                messageId,
                wire.getWebhookId(),
                wire.getType(),
                WireValues.time(wire.getHappenedAt()),
                wire.getJobId().isEmpty() ? null : JobId.parse(wire.getJobId()),
                wire.getPartition(),
                content(wire),
                wire.getVersion(),
                state(wire.getState()),
                wire.hasNextAttempt() ? WireValues.time(wire.getNextAttempt()) : null,
                wire.getAttempts(),
                attempts(wire.getLastAttemptsList()));
    }

    private static List<WebhookDelivery.Attempt> attempts(List<WebhookAttempt> wire) {
        return wire.stream()
                .map(attempt -> new WebhookDelivery.Attempt(
                        WireValues.time(attempt.getAt()),
                        attempt.getMillis(),
                        attempt.getStatus(),
                        attempt.getProblem()))
                .toList();
    }

    private static WebhookDelivery.Content content(org.stylize.proto.wire.WebhookDelivery wire) {
        return switch (wire.getContentCase()) {
            case EVENT_OFFSET -> new WebhookDelivery.OfEvent(wire.getEventOffset());
            case BODY -> new WebhookDelivery.Body(wire.getBody());
            case CONTENT_NOT_SET -> throw new UndecodableException("the message to a webhook has no content");
        };
    }

    private static org.stylize.proto.wire.WebhookDelivery.State state(WebhookDelivery.State state) {
        return switch (state) {
            case PENDING -> org.stylize.proto.wire.WebhookDelivery.State.STATE_PENDING;
            case DELIVERED -> org.stylize.proto.wire.WebhookDelivery.State.STATE_DELIVERED;
            case GIVEN_UP -> org.stylize.proto.wire.WebhookDelivery.State.STATE_GIVEN_UP;
            case DROPPED -> org.stylize.proto.wire.WebhookDelivery.State.STATE_DROPPED;
        };
    }

    private static WebhookDelivery.State state(org.stylize.proto.wire.WebhookDelivery.State wire) {
        return switch (wire) {
            case STATE_PENDING -> WebhookDelivery.State.PENDING;
            case STATE_DELIVERED -> WebhookDelivery.State.DELIVERED;
            case STATE_GIVEN_UP -> WebhookDelivery.State.GIVEN_UP;
            case STATE_DROPPED -> WebhookDelivery.State.DROPPED;
            case UNRECOGNIZED -> throw new UndecodableException("the state of the message to a webhook is unknown");
        };
    }

    private WireWebhooks() {}
}
