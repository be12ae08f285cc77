package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stylize.proto.WebhookDelivery;

/**
 * Makes messages of events: one for each webhook of the tenant that listens. They are kept before anybody may forget the
 * events. For one thread.
 */
public final class Announcer {
    /** A webhook gets no events that happened before it was made; so much the clocks of two gateways may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookLog log;
    private final WebhookHealth health;
    private final int mostPending;
    private final Runnable wake;
    private final Clock clock;

    /**
     * Creates it.
     *
     * @param mostPending a webhook for which so many messages wait is switched off, at least 1
     * @param wake is told that messages are due
     */
    public Announcer(
            Webhooks webhooks,
            Deliveries deliveries,
            WebhookLog log,
            WebhookHealth health,
            int mostPending,
            Runnable wake,
            Clock clock) {
        this.webhooks = requireNonNull(webhooks, "webhooks is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.log = requireNonNull(log, "log is null");
        this.health = requireNonNull(health, "health is null");
        this.mostPending = mostPending;
        this.wake = requireNonNull(wake, "wake is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (mostPending < 1) {
            throw new IllegalArgumentException(
                    "gateway.webhooks.most-pending must be at least 1 but is " + mostPending);
        }
    }

    /**
     * When this returns, the messages of these events are kept.
     *
     * @throws WebhooksUnavailableException if they cannot be kept
     */
    public void announce(List<KeptEvent> events) {
        List<WebhookDelivery> messages = new ArrayList<>();
        for (KeptEvent event : events) {
            for (Webhook webhook : webhooks.listeningTo(event.tenant(), event.type())) {
                if (!isOld(event, webhook)) {
                    message(event, webhook).ifPresent(messages::add);
                }
            }
        }
        if (!messages.isEmpty()) {
            log.write(messages);
            messages.forEach(deliveries::apply);
            wake.run();
        }
    }

    /** An event that is read once more, because nobody had noted that it was read, makes no second message. */
    private Optional<WebhookDelivery> message(KeptEvent event, Webhook webhook) {
        WebhookDelivery message = of(event, webhook, clock.instant());
        if (deliveries.find(webhook.id(), message.messageId()).isPresent()) {
            return Optional.empty();
        }
        int waiting = deliveries.pendingOf(webhook.id());
        if (waiting >= mostPending) {
            health.isFull(webhook.id(), event.partition(), waiting);
            return Optional.empty();
        }
        return Optional.of(message);
    }

    static WebhookDelivery of(KeptEvent event, Webhook webhook, Instant now) {
        return WebhookDelivery.of(
                MessageId.of(webhook.id(), event.event()),
                webhook.id(),
                event.type(),
                event.event().at(),
                event.event().id(),
                event.partition(),
                new WebhookDelivery.OfEvent(event.offset()),
                now);
    }

    private static boolean isOld(KeptEvent event, Webhook webhook) {
        return event.event().at().isBefore(webhook.defined().createdAt().minus(CLOCKS));
    }
}
