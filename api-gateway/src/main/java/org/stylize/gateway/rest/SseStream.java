package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox of one follower as a stream. It sends items only as fast as the follower reads. Other items wait in the
 * mailbox, which has a limit. The stream ends when the follower does not count any more, at the next heartbeat.
 */
final class SseStream implements Flow.Publisher<OutboundSseEvent> {
    private final Function<Runnable, Mailbox> follow;
    private final SseRenderer renderer;
    private final Vertx vertx;
    private final Duration heartbeat;
    private final BooleanSupplier counts;

    /** @param counts whether the follower may still have what follows */
    SseStream(
            Function<Runnable, Mailbox> follow,
            SseRenderer renderer,
            Vertx vertx,
            Duration heartbeat,
            BooleanSupplier counts) {
        this.follow = requireNonNull(follow, "follow is null");
        this.renderer = requireNonNull(renderer, "renderer is null");
        this.vertx = requireNonNull(vertx, "vertx is null");
        this.heartbeat = requireNonNull(heartbeat, "heartbeat is null");
        this.counts = requireNonNull(counts, "counts is null");
    }

    @Override
    public void subscribe(Flow.Subscriber<? super OutboundSseEvent> subscriber) {
        Pump pump = new Pump(subscriber, vertx.getOrCreateContext());
        subscriber.onSubscribe(pump);
        pump.start();
    }

    /** Moves items from the mailbox to the subscriber, on the event loop of the connection. */
    private final class Pump implements Flow.Subscription {
        private final Flow.Subscriber<? super OutboundSseEvent> subscriber;
        private final Context loop;
        private final AtomicLong requested = new AtomicLong();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicBoolean heartbeatDue = new AtomicBoolean();
        private final AtomicInteger signals = new AtomicInteger();
        // start() writes it on the event loop, before the first signal is handled there.
        private @Nullable Mailbox following;
        private long timer;

        Pump(Flow.Subscriber<? super OutboundSseEvent> subscriber, Context loop) {
            this.subscriber = subscriber;
            this.loop = loop;
        }

        void start() {
            loop.runOnContext(now -> {
                if (!over.get()) {
                    following = follow.apply(this::signal);
                    timer = vertx.setPeriodic(heartbeat.toMillis(), tick -> beat());
                    signal();
                }
            });
        }

        private void beat() {
            if (counts.getAsBoolean()) {
                heartbeatDue.set(true);
                signal();
            } else {
                end();
            }
        }

        private void end() {
            if (over.compareAndSet(false, true)) {
                release();
                subscriber.onComplete();
            }
        }

        @Override
        public void request(long n) {
            requested.updateAndGet(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
            signal();
        }

        @Override
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                loop.runOnContext(now -> release());
            }
        }

        private void signal() {
            if (signals.getAndIncrement() == 0) {
                loop.runOnContext(now -> {
                    signals.set(0);
                    drain();
                });
            }
        }

        private void drain() {
            Mailbox mailbox = following;
            if (mailbox == null) {
                return;
            }
            while (!over.get() && requested.get() > 0) {
                OutboundSseEvent event = mailbox.poll();
                if (event != null) {
                    send(event);
                } else if (heartbeatDue.getAndSet(false)) {
                    send(renderer.heartbeat());
                } else {
                    break;
                }
            }
            if (mailbox.isOver()) {
                end();
            }
        }

        private void send(OutboundSseEvent event) {
            requested.decrementAndGet();
            subscriber.onNext(event);
        }

        private void release() {
            Mailbox mailbox = following;
            if (mailbox != null) {
                following = null;
                vertx.cancelTimer(timer);
                mailbox.close();
            }
        }
    }
}
