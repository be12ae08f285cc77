package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stylize.gateway.access.Audit;
import org.stylize.gateway.access.Principal;
import org.stylize.proto.Tenant;
import org.stylize.proto.WebhookDelivery;
import org.stylize.proto.WebhookRecord;

/**
 * Makes the webhooks of tenants, shows, changes and deletes them. What it has done counts at this gateway when a method
 * returns, and at the others when they have read it. For any thread; methods that change something wait for the log.
 */
public final class WebhookOffice {
    /** How long an old secret signs beside the new one. */
    public static final Duration OVERLAP = Duration.ofDays(1);

    private static final int MOST_SECRETS = 3;

    private final Webhooks webhooks;
    private final WebhookLog log;
    private final WebhookSender sender;
    private final Deliveries deliveries;
    private final Audit audit;
    private final int most;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * A webhook whose secret may be shown.
     *
     * @param secret the present one
     */
    public record Made(Webhook webhook, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "webhook " + webhook.id();
        }
    }

    /** @param most webhooks of a tenant, at least 1 */
    public WebhookOffice(
            Webhooks webhooks,
            WebhookLog log,
            WebhookSender sender,
            Deliveries deliveries,
            Audit audit,
            int most,
            SecureRandom random,
            Clock clock) {
        this.webhooks = requireNonNull(webhooks, "webhooks is null");
        this.log = requireNonNull(log, "log is null");
        this.sender = requireNonNull(sender, "sender is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.audit = requireNonNull(audit, "audit is null");
        this.most = most;
        this.random = requireNonNull(random, "random is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (most < 1) {
            throw new IllegalArgumentException("gateway.webhooks.per-tenant must be at least 1 but is " + most);
        }
    }

    /**
     * Makes a webhook.
     *
     * @throws org.stylize.proto.InvalidJobException naming the field that is missing or wrong
     * @throws WebhookStateException if the tenant has as many as it may
     * @throws WebhooksUnavailableException if it cannot be kept; then it may or may not count
     */
    public Made create(Principal caller, WebhookWish wish) {
        sender.check(wish.requiredUrl());
        if (webhooks.of(caller.tenant()).size() >= most) {
            throw new WebhookStateException(
                    "tenant " + caller.tenant() + " has " + most + " webhooks, and may not have more; delete some");
        }
        Instant now = clock.instant();
        WebhookRecord.Defined defined = new WebhookRecord.Defined(
                WebhookIds.random(random),
                now,
                caller.tenant(),
                wish.requiredUrl(),
                requireNonNullElse(wish.description(), ""),
                requireNonNullElse(wish.events(), EventTypes.usual()),
                requireNonNullElse(wish.enabled(), true),
                now,
                now,
                caller.subject(),
                List.of(Signatures.newSecret(random)));
        return made(caller, defined, "created");
    }

    /**
     * Changes what the wish names. One that is switched on again forgets that it failed.
     *
     * @throws org.stylize.proto.InvalidJobException naming the field that is wrong
     * @throws UnknownWebhookException if the tenant has no such webhook
     * @throws WebhooksUnavailableException if that cannot be kept
     */
    public Webhook change(Principal caller, String id, WebhookWish wish) {
        Webhook webhook = find(caller.tenant(), id);
        WebhookRecord.Defined old = webhook.defined();
        if (wish.url() != null) {
            sender.check(wish.url());
        }
        Instant now = clock.instant();
        boolean isSwitchedOn = Boolean.TRUE.equals(wish.enabled()) && !webhook.isOn();
        WebhookRecord.Defined changed = new WebhookRecord.Defined(
                old.id(),
                now,
                old.tenant(),
                requireNonNullElse(wish.url(), old.url()),
                requireNonNullElse(wish.description(), old.description()),
                requireNonNullElse(wish.events(), old.events()),
                requireNonNullElse(wish.enabled(), old.enabled()),
                old.createdAt(),
                isSwitchedOn ? now : old.enabledAt(),
                old.by(),
                old.secrets());
        return made(caller, changed, "changed").webhook();
    }

    /**
     * Gives a webhook a new secret. The old one signs beside it for {@link #OVERLAP}.
     *
     * @throws UnknownWebhookException if the tenant has no such webhook
     * @throws WebhooksUnavailableException if that cannot be kept
     */
    public Made rotate(Principal caller, String id) {
        WebhookRecord.Defined old = find(caller.tenant(), id).defined();
        Instant now = clock.instant();
        List<WebhookRecord.Secret> secrets = new ArrayList<>(List.of(Signatures.newSecret(random)));
        for (WebhookRecord.Secret secret : old.signing(now)) {
            if (secrets.size() < MOST_SECRETS) {
                secrets.add(
                        secret.until() == null ? new WebhookRecord.Secret(secret.key(), now.plus(OVERLAP)) : secret);
            }
        }
        WebhookRecord.Defined rotated = new WebhookRecord.Defined(
                old.id(),
                now,
                old.tenant(),
                old.url(),
                old.description(),
                old.events(),
                old.enabled(),
                old.createdAt(),
                old.enabledAt(),
                old.by(),
                secrets);
        return made(caller, rotated, "rotated");
    }

    /**
     * Deletes a webhook. Nothing more is sent to it.
     *
     * @throws UnknownWebhookException if the tenant has no such webhook
     * @throws WebhooksUnavailableException if that cannot be kept
     */
    public void delete(Principal caller, String id) {
        Webhook webhook = find(caller.tenant(), id);
        log.forget(id);
        webhooks.remove(id);
        deliveries.remove(id);
        audit.webhook(caller.tenant(), caller.subject(), id, "deleted", webhook.server());
    }

    /**
     * A webhook of a tenant.
     *
     * @throws UnknownWebhookException if the tenant has no such webhook
     */
    public Webhook find(Tenant tenant, String id) {
        return webhooks.find(id)
                .filter(webhook -> webhook.defined().tenant().equals(tenant))
                .orElseThrow(() -> new UnknownWebhookException("the tenant has no webhook of this id"));
    }

    /** Newest first. */
    public List<Webhook> list(Tenant tenant) {
        return webhooks.of(tenant);
    }

    /**
     * Messages of a webhook, those that changed last first.
     *
     * @throws UnknownWebhookException if the tenant has no such webhook
     */
    public List<WebhookDelivery> deliveries(Tenant tenant, String id, int mostOfThem) {
        return deliveries.list(find(tenant, id).id(), mostOfThem);
    }

    /** The same record comes once more from the log, which changes nothing. */
    private Made made(Principal caller, WebhookRecord.Defined defined, String change) {
        log.write(defined);
        webhooks.apply(defined);
        audit.webhook(caller.tenant(), caller.subject(), defined.id(), change, new Webhook(defined, null).server());
        WebhookRecord.Secret present = defined.secrets().get(0);
        return new Made(find(caller.tenant(), defined.id()), Signatures.reveal(present));
    }
}
