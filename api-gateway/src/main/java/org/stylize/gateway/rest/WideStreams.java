package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.quota.QuotaException;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.view.FeedPosition;
import org.stylize.gateway.view.WideFeed;

/** Opens streams of the events of many jobs. For the thread of a request. */
@Singleton
public final class WideStreams {
    /** No event has it, so it leads to a resync. */
    private static final FeedPosition NOWHERE = new FeedPosition(Map.of());

    private final WideFeed feed;
    private final SseRenderer renderer;
    private final Vertx vertx;
    private final Heartbeat heartbeat;
    private final Caller caller;
    private final TenantQuotas quotas;
    private final Clock clock;

    public WideStreams(
            WideFeed feed,
            SseRenderer renderer,
            Vertx vertx,
            Heartbeat heartbeat,
            Caller caller,
            TenantQuotas quotas,
            Clock clock) {
        this.feed = requireNonNull(feed, "feed is null");
        this.renderer = requireNonNull(renderer, "renderer is null");
        this.vertx = requireNonNull(vertx, "vertx is null");
        this.heartbeat = requireNonNull(heartbeat, "heartbeat is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.quotas = requireNonNull(quotas, "quotas is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Opens a stream.
     *
     * @param lastEventId of the caller; null or empty for a new one
     * @param batch how far the batch is; empty if it is no batch that is followed
     * @throws QuotaException if the tenant has as many streams as it may
     */
    Multi<OutboundSseEvent> open(
            WideFeed.Scope scope,
            @Nullable String lastEventId,
            Supplier<Optional<BatchView>> batch,
            HttpServerResponse response) {
        FeedPosition lastKnown = lastEventId == null || lastEventId.isEmpty()
                ? null
                : FeedPosition.parse(lastEventId).orElse(NOWHERE);
        return open(
                signal -> new WideMailbox(feed.follow(scope, lastKnown, signal), renderer, batch, later(signal), clock),
                response);
    }

    /**
     * Opens a stream of the queue.
     *
     * @throws QuotaException if the tenant has as many streams as it may
     */
    Multi<OutboundSseEvent> openQueue(Supplier<QueueView> queue, HttpServerResponse response) {
        return open(signal -> new QueueMailbox(queue, renderer, later(signal), clock), response);
    }

    private Consumer<Duration> later(Runnable signal) {
        return time -> vertx.setTimer(time.toMillis(), timer -> signal.run());
    }

    private Multi<OutboundSseEvent> open(Function<Runnable, Mailbox> mailbox, HttpServerResponse response) {
        Runnable closing = quotas.openStream(caller.tenant());
        // The framework has no way to set headers of a stream.
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Accel-Buffering", "no");
        return Multi.createFrom()
                .publisher(new SseStream(mailbox, renderer, vertx, heartbeat.every(), caller.counts()))
                .onTermination()
                .invoke(closing);
    }
}
