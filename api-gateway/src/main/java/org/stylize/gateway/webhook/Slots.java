package org.stylize.gateway.webhook;

import java.util.HashMap;
import java.util.Map;
import org.stylize.proto.Tenant;

/**
 * Room for attempts that run at the same time: so many in all, a quarter of them for one tenant, and few for one webhook,
 * one if it fails. So nobody whose server is slow holds up others. For any thread; guarded by its own lock.
 */
final class Slots {
    private static final int OF_A_WEBHOOK = 4;

    private final int most;
    private final Map<String, Integer> used = new HashMap<>();

    /** @param most at the same time, at least 1 */
    Slots(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("gateway.webhooks.at-once must be at least 1 but is " + most);
        }
        this.most = most;
    }

    /** Takes room for one attempt, if there is any. */
    synchronized boolean take(Webhook webhook) {
        int ofWebhook = webhook.failingSince() == null ? OF_A_WEBHOOK : 1;
        if (count(ALL) >= most
                || count(of(webhook.defined().tenant())) >= Math.max(1, most / 4)
                || count(of(webhook.id())) >= ofWebhook) {
            return false;
        }
        add(webhook, 1);
        return true;
    }

    /** Gives it back. */
    synchronized void give(Webhook webhook) {
        add(webhook, -1);
    }

    private void add(Webhook webhook, int change) {
        for (String key : new String[] {ALL, of(webhook.defined().tenant()), of(webhook.id())}) {
            used.merge(key, change, (one, other) -> one + other == 0 ? null : one + other);
        }
    }

    private int count(String key) {
        return used.getOrDefault(key, 0);
    }

    private static final String ALL = "";

    private static String of(Tenant tenant) {
        return "tenant/" + tenant;
    }

    private static String of(String webhookId) {
        return "webhook/" + webhookId;
    }
}
