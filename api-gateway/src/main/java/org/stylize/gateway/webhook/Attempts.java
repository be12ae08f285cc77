package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.Trace;
import org.stylize.proto.WebhookDelivery;

/** Makes one attempt to send a message, and keeps what came of it. For any thread; waits for the server and the log. */
public final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    /** Until events or webhooks can be read again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** A webhook that nobody knows so long after its message was written is deleted. */
    private static final Duration UNTIL_KNOWN = Duration.ofMinutes(1);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookLog log;
    private final PastEvents events;
    private final EventBodies bodies;
    private final WebhookSender sender;
    private final WebhookHealth health;
    private final RetryRules rules;
    private final WebhookObserver observer;
    private final Clock clock;

    public Attempts(
            Webhooks webhooks,
            Deliveries deliveries,
            WebhookLog log,
            PastEvents events,
            EventBodies bodies,
            WebhookSender sender,
            WebhookHealth health,
            RetryRules rules,
            WebhookObserver observer,
            Clock clock) {
        this.webhooks = requireNonNull(webhooks, "webhooks is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.log = requireNonNull(log, "log is null");
        this.events = requireNonNull(events, "events is null");
        this.bodies = requireNonNull(bodies, "bodies is null");
        this.sender = requireNonNull(sender, "sender is null");
        this.health = requireNonNull(health, "health is null");
        this.rules = requireNonNull(rules, "rules is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** What is sent, and the trace of what it is about. */
    private record Message(String body, Trace trace) {}

    /** The webhook to which a message goes; empty if nobody knows it. */
    Optional<Webhook> webhookOf(WebhookDelivery delivery) {
        return webhooks.find(delivery.webhookId());
    }

    /** Whether nothing is sent to a webhook for a while, because it fails. */
    boolean isResting(Webhook webhook) {
        return health.isResting(webhook);
    }

    /** Sends a message, or drops it if its webhook is off or its event is no longer kept. */
    void make(WebhookDelivery delivery, Webhook webhook) {
        if (!webhook.isOn()) {
            LOG.info("Message {} is dropped: the webhook {} is off", delivery.messageId(), webhook.id());
            keep(delivery.dropped(clock.instant()));
            return;
        }
        try {
            Optional<Message> message = message(delivery);
            if (message.isEmpty()) {
                LOG.warn("Message {} is dropped: its event is no longer kept", delivery.messageId());
                keep(delivery.dropped(clock.instant()));
            } else {
                send(delivery, webhook, message.get());
            }
        } catch (WebhooksUnavailableException e) {
            LOG.warn("The event of message {} cannot be read now: {}", delivery.messageId(), e.getMessage());
            postpone(delivery);
        }
    }

    /** No attempt could be made now, for a reason that is not the webhook's. */
    void postpone(WebhookDelivery delivery) {
        Instant now = clock.instant();
        deliveries.apply(delivery.postponed(now, now.plus(PAUSE)));
    }

    /** One attempt at once, of which nothing is kept. */
    WebhookDelivery.Attempt test(Webhook webhook) {
        Instant now = clock.instant();
        long began = System.nanoTime();
        WebhookSender.Answer answer = exchange(
                webhook, MessageId.ofTest(webhook.id(), now), new Message(bodies.test(webhook, now), Trace.NONE), now);
        if (answer.isSuccess()) {
            health.isWell(webhook);
        }
        return new WebhookDelivery.Attempt(now, since(began).toMillis(), answer.status(), answer.why());
    }

    private void send(WebhookDelivery delivery, Webhook webhook, Message message) {
        Instant now = clock.instant();
        long began = System.nanoTime();
        WebhookSender.Answer answer = exchange(webhook, delivery.messageId(), message, now);
        Duration took = since(began);
        observer.attempted(answer.isSuccess(), took);
        WebhookDelivery after = rules.after(delivery, answer, now, took);
        if (after.state() == WebhookDelivery.State.GIVEN_UP) {
            LOG.warn(
                    "Message {} to webhook {} is given up after {} attempts: {}",
                    after.messageId(),
                    after.webhookId(),
                    after.attempts(),
                    answer.why());
        }
        if (webhooks.find(delivery.webhookId()).isPresent()) {
            keep(after);
            health.saw(delivery, answer);
        }
    }

    private WebhookSender.Answer exchange(Webhook webhook, String messageId, Message message, Instant now) {
        return sender.send(
                webhook.defined().url(),
                Signatures.headers(webhook.defined().signing(now), messageId, now, message.body()),
                message.body(),
                message.trace());
    }

    private Optional<Message> message(WebhookDelivery delivery) {
        if (delivery.content() instanceof WebhookDelivery.Body body) {
            return Optional.of(new Message(body.json(), Trace.NONE));
        }
        long offset = ((WebhookDelivery.OfEvent) delivery.content()).offset();
        return events.find(delivery.partition(), offset)
                .filter(kept -> kept.event().id().equals(delivery.jobId()))
                .map(kept -> new Message(bodies.of(kept.event()), kept.trace()));
    }

    /** First here: if the log does not take it, this gateway at least does not send it again. */
    private void keep(WebhookDelivery after) {
        deliveries.apply(after);
        if (!after.isPending()) {
            observer.ended(after.state());
        }
        try {
            log.write(List.of(after));
        } catch (WebhooksUnavailableException e) {
            LOG.warn(
                    "What became of message {} cannot be kept now, so it may be sent once more: {}",
                    after.messageId(),
                    e.getMessage());
        }
    }

    /** Nobody knows the webhook of a message: it is deleted, or so new that this gateway has not read of it yet. */
    void orphan(WebhookDelivery delivery) {
        Instant now = clock.instant();
        if (now.isBefore(Instant.ofEpochMilli(delivery.version()).plus(UNTIL_KNOWN))) {
            deliveries.apply(delivery.postponed(Instant.ofEpochMilli(delivery.version()), now.plus(PAUSE)));
            return;
        }
        deliveries.removeMessage(delivery.messageId());
        try {
            log.forgetMessage(delivery.messageId());
        } catch (WebhooksUnavailableException e) {
            LOG.warn(
                    "Message {} of a deleted webhook cannot be forgotten now: {}",
                    delivery.messageId(),
                    e.getMessage());
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
