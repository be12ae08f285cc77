package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.DaemonThreads;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;

/**
 * Sends the progress of running jobs to the webhooks that listen to it: of each job now and then, each message once, and with
 * nothing kept. The next progress makes up for what could not be sent. Attempts are made on the threads {@code
 * webhook-progress-N}. {@link #offer} is for one thread, which does not wait for any server.
 */
public final class ProgressNotices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressNotices.class);
    /** What is older says little: it was written while nobody read. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private static final int REMEMBERED = 50_000;
    private static final int IDLE_SECONDS = 30;

    private final Webhooks webhooks;
    private final EventBodies bodies;
    private final WebhookSender sender;
    private final Function<JobId, Optional<Tenant>> tenants;
    private final Slots slots;
    private final Duration interval;
    private final Clock clock;
    private final ThreadPoolExecutor senders;
    /** When something was sent last, by webhook and job. */
    private final Cache<String, Instant> sent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * Sends nothing yet.
     *
     * @param tenants whose a job is; empty if nobody knows it
     * @param interval shortest time between two messages to a webhook of one job, at least 1 s
     * @param atOnce most attempts at the same time, at least 1
     */
    public ProgressNotices(
            Webhooks webhooks,
            EventBodies bodies,
            WebhookSender sender,
            Function<JobId, Optional<Tenant>> tenants,
            Duration interval,
            int atOnce,
            Clock clock) {
        this.webhooks = requireNonNull(webhooks, "webhooks is null");
        this.bodies = requireNonNull(bodies, "bodies is null");
        this.sender = requireNonNull(sender, "sender is null");
        this.tenants = requireNonNull(tenants, "tenants is null");
        this.slots = new Slots(atOnce);
        this.interval = requireNonNull(interval, "interval is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "gateway.webhooks.progress-interval must be at least 1s but is " + interval);
        }
        // The slots bound the threads.
        this.senders = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DaemonThreads("webhook-progress"));
    }

    /** Whether anybody wants to hear of progress. */
    public boolean isWanted() {
        return webhooks.isAnyListeningTo(EventTypes.PROGRESS);
    }

    /** Progress that no other gateway is offered. */
    public void offer(JobProgress progress) {
        Instant now = clock.instant();
        if (progress.at().plus(STALE).isBefore(now)) {
            return;
        }
        tenants.apply(progress.id()).ifPresent(tenant -> webhooks.listeningTo(tenant, EventTypes.PROGRESS)
                .forEach(webhook -> offer(progress, webhook, now)));
    }

    private void offer(JobProgress progress, Webhook webhook, Instant now) {
        String key = webhook.id() + "/" + progress.id();
        Instant last = sent.getIfPresent(key);
        if ((last != null && now.isBefore(last.plus(interval))) || !slots.take(webhook)) {
            return;
        }
        sent.put(key, now);
        try {
            senders.execute(() -> send(progress, webhook, now));
        } catch (RejectedExecutionException e) { // the gateway stops
            slots.give(webhook);
        }
    }

    private void send(JobProgress progress, Webhook webhook, Instant now) {
        try {
            String body = bodies.of(progress);
            String id = MessageId.of(webhook.id(), progress);
            WebhookSender.Answer answer = sender.send(
                    webhook.defined().url(),
                    Signatures.headers(webhook.defined().signing(now), id, now, body),
                    body,
                    Trace.NONE);
            if (!answer.isSuccess()) {
                LOG.debug("Progress {} did not reach webhook {}: {}", id, webhook.id(), answer.why());
            }
        } catch (RuntimeException e) {
            LOG.error("Progress of job {} cannot be sent", progress.id(), e);
        } finally {
            slots.give(webhook);
        }
    }

    /** Begins no more attempts. */
    @Override
    public void close() {
        senders.shutdownNow();
    }
}
