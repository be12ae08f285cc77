package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.Tenant;
import org.stylize.proto.WebhookDelivery;

/** Sends messages again, and tests. Whichever gateway is asked: the one that reads the partition sends. For any thread. */
public final class Replays {
    /** Most messages of one request. */
    static final int MOST = 10_000;

    private static final int TESTS_AT_ONCE = 8;
    private static final int READS_AT_ONCE = 2;

    private final WebhookOffice office;
    private final Deliveries deliveries;
    private final WebhookLog log;
    private final PastEvents events;
    private final Attempts attempts;
    private final Runnable wake;
    private final Clock clock;
    private final Semaphore tests = new Semaphore(TESTS_AT_ONCE);
    private final Semaphore reads = new Semaphore(READS_AT_ONCE);

    /**
     * What a replay by time has begun.
     *
     * @param messages that are sent
     * @param next null if these are all; else the time from which to ask for more
     */
    public record Begun(int messages, @Nullable Instant next) {}

    /** @param wake is told that messages are due */
    public Replays(
            WebhookOffice office,
            Deliveries deliveries,
            WebhookLog log,
            PastEvents events,
            Attempts attempts,
            Runnable wake,
            Clock clock) {
        this.office = requireNonNull(office, "office is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.log = requireNonNull(log, "log is null");
        this.events = requireNonNull(events, "events is null");
        this.attempts = requireNonNull(attempts, "attempts is null");
        this.wake = requireNonNull(wake, "wake is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Sends a test now and waits for the answer. A webhook that is off gets it too.
     *
     * @throws UnknownWebhookException if the tenant has no such webhook
     * @throws WebhooksUnavailableException if too many tests run at this gateway
     */
    public WebhookDelivery.Attempt test(Tenant tenant, String id) {
        Webhook webhook = office.find(tenant, id);
        if (!tests.tryAcquire()) {
            throw new WebhooksUnavailableException("too many webhooks are being tested; try again later", null);
        }
        try {
            return attempts.test(webhook);
        } finally {
            tests.release();
        }
    }

    /**
     * Sends a message again, with all attempts; one that waits is due at once.
     *
     * @throws UnknownWebhookException if the tenant has no such webhook, or nothing is known of the message
     * @throws WebhookStateException if the webhook is off
     * @throws WebhooksUnavailableException if that cannot be kept
     */
    public WebhookDelivery again(Tenant tenant, String id, String messageId) {
        Webhook webhook = on(tenant, id);
        WebhookDelivery known = deliveries
                .find(webhook.id(), messageId)
                .orElseThrow(() -> new UnknownWebhookException(
                        "the webhook has no message of this id, or it ended long ago; replay it by its time"));
        WebhookDelivery again = known.replayed(clock.instant());
        begin(List.of(again));
        return again;
    }

    /**
     * Sends all events since then to which the webhook listens, as far as they are kept. Those that wait stay as they are.
     *
     * @throws UnknownWebhookException if the tenant has no such webhook
     * @throws WebhookStateException if the webhook is off
     * @throws InvalidJobException if the time is in the future
     * @throws WebhooksUnavailableException if that cannot be done now
     */
    public Begun since(Tenant tenant, String id, Instant since) {
        Webhook webhook = on(tenant, id);
        if (since.isAfter(clock.instant())) {
            throw new InvalidJobException("since", "since must not be in the future but is " + since);
        }
        if (!reads.tryAcquire()) {
            throw new WebhooksUnavailableException("too many replays run; try again later", null);
        }
        try {
            List<WebhookDelivery> found = new ArrayList<>();
            Instant next = events.readSince(since, event -> {
                if (event.tenant().equals(tenant) && webhook.listensTo(event.type())) {
                    add(event, webhook, found);
                }
                return found.size() < MOST;
            });
            begin(found);
            return new Begun(found.size(), next);
        } finally {
            reads.release();
        }
    }

    private void add(KeptEvent event, Webhook webhook, List<WebhookDelivery> found) {
        Instant now = clock.instant();
        WebhookDelivery message = Announcer.of(event, webhook, now);
        WebhookDelivery known =
                deliveries.find(webhook.id(), message.messageId()).orElse(null);
        if (known == null) {
            found.add(message);
        } else if (!known.isPending()) {
            found.add(known.replayed(now));
        }
    }

    private Webhook on(Tenant tenant, String id) {
        Webhook webhook = office.find(tenant, id);
        if (!webhook.isOn()) {
            throw new WebhookStateException("the webhook is off; switch it on first");
        }
        return webhook;
    }

    private void begin(List<WebhookDelivery> messages) {
        if (!messages.isEmpty()) {
            log.write(messages);
            messages.forEach(deliveries::apply);
            wake.run();
        }
    }
}
