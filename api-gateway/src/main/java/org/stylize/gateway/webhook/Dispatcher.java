package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.DaemonThreads;
import org.stylize.proto.WebhookDelivery;

/**
 * Has messages sent when they are due: of the partitions that this gateway reads, and of no others. A thread of its own,
 * {@code webhook-due}, looks what is due; attempts are made on the threads {@code webhook-N}. {@link #start()} and {@link
 * #close()} are for its owner, the rest is for any thread.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Deliveries deliveries;
    private final Attempts attempts;
    private final Slots slots;
    private final Clock clock;
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
    private final Semaphore due = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "webhook-due");
    private final ThreadPoolExecutor senders;

    /** @param atOnce most attempts at the same time, at least 1 */
    public Dispatcher(Deliveries deliveries, Attempts attempts, int atOnce, Clock clock) {
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.attempts = requireNonNull(attempts, "attempts is null");
        this.slots = new Slots(atOnce);
        this.clock = requireNonNull(clock, "clock is null");
        // The slots bound the threads.
        this.senders = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DaemonThreads("webhook"));
    }

    public void start() {
        thread.start();
    }

    /** This gateway reads that partition of the events, and knows all messages that others made of it. */
    public void own(int partition) {
        owned.add(partition);
        wake();
    }

    /** This gateway does not read that partition any more: no further attempt begins. */
    public void disown(int partition) {
        owned.remove(partition);
    }

    /** Something may be due. */
    public void wake() {
        due.release();
    }

    /** Begins no more attempts, and waits a little for those that run. */
    @Override
    public void close() {
        closed.countDown();
        wake();
        senders.shutdown();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
            if (!senders.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                try {
                    sendWhatIsDue();
                } catch (RuntimeException e) {
                    LOG.error("Messages that are due cannot be looked for", e);
                }
                if (due.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    due.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendWhatIsDue() {
        Map<String, Webhook> taken = new HashMap<>();
        List<WebhookDelivery> claimed =
                deliveries.claim(clock.instant(), owned::contains, delivery -> attempts.webhookOf(delivery)
                        .map(webhook -> take(webhook, delivery, taken))
                        .orElse(true));
        for (WebhookDelivery delivery : claimed) {
            Webhook webhook = taken.get(delivery.messageId());
            if (webhook == null) {
                attempts.orphan(delivery);
            } else {
                begin(delivery, webhook);
            }
        }
    }

    private boolean take(Webhook webhook, WebhookDelivery delivery, Map<String, Webhook> taken) {
        if (attempts.isResting(webhook) || !slots.take(webhook)) {
            return false;
        }
        taken.put(delivery.messageId(), webhook);
        return true;
    }

    private void begin(WebhookDelivery delivery, Webhook webhook) {
        try {
            senders.execute(() -> attempt(delivery, webhook));
        } catch (RejectedExecutionException e) { // the gateway stops
            slots.give(webhook);
            deliveries.unclaim(delivery);
        }
    }

    private void attempt(WebhookDelivery delivery, Webhook webhook) {
        try {
            attempts.make(delivery, webhook);
        } catch (RuntimeException e) {
            LOG.error("Message {} cannot be sent now", delivery.messageId(), e);
            attempts.postpone(delivery);
        } finally {
            slots.give(webhook);
            wake();
        }
    }
}
