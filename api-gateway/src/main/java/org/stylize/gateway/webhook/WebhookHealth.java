package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.access.Audit;
import org.stylize.proto.WebhookDelivery;
import org.stylize.proto.WebhookRecord;

/**
 * Remembers since when a webhook fails, leaves it alone for a while, and switches off those where nobody listens any more. For any thread; waits for the
 * log if something changes. What cannot be kept is tried again with the next attempt.
 */
public final class WebhookHealth {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookHealth.class);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookLog log;
    private final EventBodies bodies;
    private final Audit audit;
    private final WebhookObserver observer;
    private final Duration patience;
    private final Clock clock;
    private final Rests rests = new Rests();
    private final Object lock = new Object();

    /** @param patience a webhook is switched off after nothing but failures for so long, more than 0 */
    public WebhookHealth(
            Webhooks webhooks,
            Deliveries deliveries,
            WebhookLog log,
            EventBodies bodies,
            Audit audit,
            WebhookObserver observer,
            Duration patience,
            Clock clock) {
        this.webhooks = requireNonNull(webhooks, "webhooks is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.log = requireNonNull(log, "log is null");
        this.bodies = requireNonNull(bodies, "bodies is null");
        this.audit = requireNonNull(audit, "audit is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("gateway.webhooks.patience must be more than 0 but is " + patience);
        }
    }

    /** Whether a webhook that fails is left alone now. */
    boolean isResting(Webhook webhook) {
        return rests.isResting(webhook.id(), clock.instant());
    }

    /** Its server took a test. */
    void isWell(Webhook webhook) {
        rests.saw(webhook.id(), true, clock.instant());
    }

    /**
     * An attempt to send a message was made.
     *
     * @param delivery the message
     */
    void saw(WebhookDelivery delivery, WebhookSender.Answer answer) {
        rests.saw(delivery.webhookId(), answer.isSuccess(), clock.instant());
        Webhook known = webhooks.find(delivery.webhookId()).orElse(null);
        if (known == null || (answer.isSuccess() && known.failingSince() == null)) {
            return;
        }
        synchronized (lock) {
            webhooks.find(delivery.webhookId())
                    .filter(Webhook::isOn)
                    .ifPresent(webhook -> judge(webhook, delivery, answer));
        }
    }

    /** Too many messages wait for a webhook. */
    void isFull(String webhookId, int partition, int waiting) {
        synchronized (lock) {
            webhooks.find(webhookId)
                    .filter(Webhook::isOn)
                    .ifPresent(webhook -> switchOff(
                            webhook, partition, "backlog: " + waiting + " messages wait for it, and it takes too few"));
        }
    }

    private void judge(Webhook webhook, WebhookDelivery delivery, WebhookSender.Answer answer) {
        Instant now = clock.instant();
        Instant since = webhook.failingSince();
        if (answer.isSuccess()) {
            if (since != null) {
                write(webhook, now, null, null, "");
            }
        } else if (answer.isGone()) {
            switchOff(webhook, delivery.partition(), "gone: the server answered with status 410");
        } else if (since == null) {
            write(webhook, now, now, null, "");
        } else if (!now.isBefore(since.plus(patience))) {
            switchOff(
                    webhook,
                    delivery.partition(),
                    "failing: no message was delivered since " + since + "; last, " + answer.why());
        }
    }

    private void switchOff(Webhook webhook, int partition, String reason) {
        Instant now = clock.instant();
        if (!write(webhook, now, webhook.failingSince(), now, reason)) {
            return;
        }
        LOG.warn(
                "The webhook {} of tenant {} is switched off: {}",
                webhook.id(),
                webhook.defined().tenant(),
                reason);
        observer.disabled();
        audit.webhook(webhook.defined().tenant(), "gateway", webhook.id(), "disabled", reason);
        tellOthers(webhook, partition, now, reason);
    }

    /** Other webhooks of the tenant get the news as a message of their own. */
    private void tellOthers(Webhook off, int partition, Instant now, String reason) {
        String body = bodies.disabled(off, now, reason);
        List<WebhookDelivery> news = new ArrayList<>();
        for (Webhook other : webhooks.listeningTo(off.defined().tenant(), EventTypes.DISABLED)) {
            news.add(WebhookDelivery.of(
                    MessageId.ofDisabled(other.id(), off.id(), off.defined().enabledAt()),
                    other.id(),
                    EventTypes.DISABLED,
                    now,
                    null,
                    partition,
                    new WebhookDelivery.Body(body),
                    now));
        }
        try {
            log.write(news);
        } catch (WebhooksUnavailableException e) {
            LOG.warn("The news that webhook {} is off may get lost in a restart: {}", off.id(), e.getMessage());
        }
        news.forEach(deliveries::apply);
    }

    private boolean write(
            Webhook webhook, Instant now, @Nullable Instant since, @Nullable Instant offAt, String reason) {
        WebhookRecord.Health health = new WebhookRecord.Health(webhook.id(), now, since, offAt, reason);
        try {
            log.write(health);
        } catch (WebhooksUnavailableException e) {
            LOG.warn("The health of webhook {} cannot be kept now: {}", webhook.id(), e.getMessage());
            return false;
        }
        webhooks.apply(health);
        return true;
    }
}
