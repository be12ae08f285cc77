package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.WebhookDelivery;

/**
 * What is to be sent to webhooks, by the time when it is due, and the last messages of each webhook that have ended. In
 * memory: a message that waits needs about half a kilobyte. For any thread; guarded by its own lock.
 */
public final class Deliveries {
    /** So many messages of each webhook are remembered after they have ended. */
    static final int ENDED_KEPT = 100;

    private static final Comparator<WebhookDelivery> BY_TIME = Comparator.comparing(
                    (WebhookDelivery delivery) -> requireNonNullElse(delivery.next(), Instant.MAX))
            .thenComparing(WebhookDelivery::messageId);
    private static final Comparator<WebhookDelivery> BY_CHANGE =
            Comparator.comparingLong(WebhookDelivery::version).thenComparing(WebhookDelivery::messageId);

    private final Map<String, OfWebhook> byWebhook = new LinkedHashMap<>();

    /** The messages of one webhook. Those that are being sent are pending, but in no line. */
    private static final class OfWebhook {
        final Map<String, WebhookDelivery> pending = new HashMap<>();
        final Map<Integer, NavigableSet<WebhookDelivery>> lines = new HashMap<>();
        final NavigableSet<WebhookDelivery> ended = new TreeSet<>(BY_CHANGE);

        @Nullable
        WebhookDelivery find(String messageId) {
            WebhookDelivery waiting = pending.get(messageId);
            return waiting != null
                    ? waiting
                    : ended.stream()
                            .filter(delivery -> delivery.messageId().equals(messageId))
                            .findFirst()
                            .orElse(null);
        }

        void remove(WebhookDelivery delivery) {
            ended.remove(delivery);
            pending.remove(delivery.messageId());
            line(delivery).remove(delivery);
        }

        void add(WebhookDelivery delivery) {
            if (delivery.isPending()) {
                pending.put(delivery.messageId(), delivery);
                line(delivery).add(delivery);
            } else {
                ended.add(delivery);
                if (ended.size() > ENDED_KEPT) {
                    ended.pollFirst();
                }
            }
        }

        NavigableSet<WebhookDelivery> line(WebhookDelivery delivery) {
            return lines.computeIfAbsent(delivery.partition(), partition -> new TreeSet<>(BY_TIME));
        }
    }

    /** A message is so now, unless something later is known of it. */
    public synchronized void apply(WebhookDelivery delivery) {
        OfWebhook messages = byWebhook.computeIfAbsent(delivery.webhookId(), id -> new OfWebhook());
        WebhookDelivery known = messages.find(delivery.messageId());
        if (known == null) {
            messages.add(delivery);
        } else if (isLater(delivery, known)) {
            messages.remove(known);
            messages.add(delivery);
        }
    }

    /** Two gateways may have gone on from the same state; then that one counts which ends the message. */
    private static boolean isLater(WebhookDelivery delivery, WebhookDelivery known) {
        return delivery.version() > known.version()
                || (delivery.version() == known.version() && known.isPending() && !delivery.isPending());
    }

    /** Forgets all messages of a webhook. */
    public synchronized void remove(String webhookId) {
        byWebhook.remove(webhookId);
    }

    /** Forgets a message that waits. */
    public synchronized void removeMessage(String messageId) {
        for (OfWebhook messages : byWebhook.values()) {
            WebhookDelivery waiting = messages.pending.get(messageId);
            if (waiting != null) {
                messages.remove(waiting);
                return;
            }
        }
    }

    public synchronized Optional<WebhookDelivery> find(String webhookId, String messageId) {
        return Optional.ofNullable(byWebhook.get(webhookId)).map(messages -> messages.find(messageId));
    }

    /** Messages of a webhook, those that changed last first. */
    public synchronized List<WebhookDelivery> list(String webhookId, int most) {
        OfWebhook messages = byWebhook.get(webhookId);
        return messages == null
                ? List.of()
                : Stream.concat(messages.pending.values().stream(), messages.ended.stream())
                        .sorted(BY_CHANGE.reversed())
                        .limit(most)
                        .toList();
    }

    /** Messages that wait. */
    public synchronized long pending() {
        return byWebhook.values().stream()
                .mapToLong(messages -> messages.pending.size())
                .sum();
    }

    synchronized int pendingOf(String webhookId) {
        OfWebhook messages = byWebhook.get(webhookId);
        return messages == null ? 0 : messages.pending.size();
    }

    /**
     * Takes messages that are due. Each is given out once, until it changes or is {@linkplain #unclaim handed back}.
     *
     * @param owned of which partitions
     * @param room says whether a message can be sent now; takes the room for it if so
     */
    synchronized List<WebhookDelivery> claim(Instant now, IntPredicate owned, Predicate<WebhookDelivery> room) {
        List<WebhookDelivery> claimed = new ArrayList<>();
        List<String> served = new ArrayList<>();
        byWebhook.forEach((id, messages) -> {
            int before = claimed.size();
            messages.lines.forEach((partition, line) -> {
                if (owned.test(partition)) {
                    claim(line, now, room, claimed);
                }
            });
            if (claimed.size() > before) {
                served.add(id);
            }
        });
        for (String id : served) { // the others are looked at first the next time
            OfWebhook messages = byWebhook.remove(id);
            if (messages != null) {
                byWebhook.put(id, messages);
            }
        }
        return claimed;
    }

    private static void claim(
            NavigableSet<WebhookDelivery> line,
            Instant now,
            Predicate<WebhookDelivery> room,
            List<WebhookDelivery> claimed) {
        while (!line.isEmpty()) {
            WebhookDelivery first = line.first();
            if (now.isBefore(requireNonNullElse(first.next(), Instant.MAX)) || !room.test(first)) {
                return;
            }
            line.pollFirst();
            claimed.add(first);
        }
    }

    /** A message that was claimed is not sent now. */
    synchronized void unclaim(WebhookDelivery delivery) {
        OfWebhook messages = byWebhook.get(delivery.webhookId());
        if (messages != null && delivery.equals(messages.pending.get(delivery.messageId()))) {
            messages.line(delivery).add(delivery);
        }
    }
}
