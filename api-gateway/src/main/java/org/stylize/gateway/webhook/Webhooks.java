package org.stylize.gateway.webhook;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Tenant;
import org.stylize.proto.WebhookRecord;

/** All webhooks, in memory. For any thread; a record counts as soon as {@link #apply} returns. */
public final class Webhooks {
    private static final Comparator<Webhook> NEWEST_FIRST = Comparator.comparing(
                    (Webhook webhook) -> webhook.defined().createdAt())
            .reversed()
            .thenComparing(Webhook::id);

    private final Map<String, Known> byId = new ConcurrentHashMap<>();
    private final Map<Tenant, Set<String>> ids = new ConcurrentHashMap<>();

    /** The latest record of each kind; {@code defined} is null until it has come. */
    private record Known(WebhookRecord.@Nullable Defined defined, WebhookRecord.@Nullable Health health) {
        static final Known NOTHING = new Known(null, null);

        Known and(WebhookRecord record) {
            return record.match(new WebhookRecord.Cases<Known>() {
                @Override
                public Known defined(WebhookRecord.Defined news) {
                    return new Known(news, health);
                }

                @Override
                public Known health(WebhookRecord.Health news) {
                    return new Known(defined, news);
                }
            });
        }

        Optional<Webhook> webhook() {
            return defined == null ? Optional.empty() : Optional.of(new Webhook(defined, health));
        }
    }

    public void apply(WebhookRecord record) {
        byId.merge(record.id(), Known.NOTHING.and(record), (known, news) -> known.and(record));
        if (record instanceof WebhookRecord.Defined defined) {
            ids.computeIfAbsent(defined.tenant(), tenant -> ConcurrentHashMap.newKeySet())
                    .add(defined.id());
        }
    }

    /** Forgets a webhook. */
    public void remove(String id) {
        byId.remove(id);
        ids.values().forEach(own -> own.remove(id));
    }

    public Optional<Webhook> find(String id) {
        return Optional.ofNullable(byId.get(id)).flatMap(Known::webhook);
    }

    /** Those of a tenant, newest first. */
    public List<Webhook> of(Tenant tenant) {
        return ids.getOrDefault(tenant, Set.of()).stream()
                .flatMap(id -> find(id).stream())
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Whether events of that type are sent to any. */
    boolean isAnyListeningTo(String type) {
        return byId.values().stream()
                .flatMap(known -> known.webhook().stream())
                .anyMatch(webhook -> webhook.listensTo(type));
    }

    /** Those of a tenant to which events of that type are sent. */
    List<Webhook> listeningTo(Tenant tenant, String type) {
        return of(tenant).stream().filter(webhook -> webhook.listensTo(type)).toList();
    }
}
