package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What waits for a follower of the queue: how it is, at the beginning and, looked at every two seconds, when it has changed. */
final class QueueMailbox implements Mailbox {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Supplier<QueueView> queue;
    private final SseRenderer renderer;
    private final Consumer<Duration> later;
    private final Clock clock;
    // Touched by the event loop of the connection only.
    private Instant looked = Instant.EPOCH;
    private @Nullable QueueView shown;
    private boolean isClosed;

    /** @param later has the reader look again after that time */
    QueueMailbox(Supplier<QueueView> queue, SseRenderer renderer, Consumer<Duration> later, Clock clock) {
        this.queue = requireNonNull(queue, "queue is null");
        this.renderer = requireNonNull(renderer, "renderer is null");
        this.later = requireNonNull(later, "later is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public @Nullable OutboundSseEvent poll() {
        Instant now = clock.instant();
        if (isClosed || looked.plus(EVERY).isAfter(now)) {
            return null;
        }
        looked = now;
        later.accept(EVERY.plusMillis(1));
        QueueView view = queue.get();
        if (view.equals(shown)) {
            return null;
        }
        shown = view;
        return renderer.render("queue", view);
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
