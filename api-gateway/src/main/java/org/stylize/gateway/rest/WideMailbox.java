package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.WideFollowing;
import org.stylize.gateway.view.WideItem;

/**
 * What waits for a follower of many jobs: their events, and, for a batch, how far it is: at the beginning, after events, but not
 * more often than every second, and at its end, which ends the stream.
 */
final class WideMailbox implements Mailbox {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final WideFollowing following;
    private final SseRenderer renderer;
    private final Supplier<Optional<BatchView>> batch;
    private final Consumer<Duration> later;
    private final Clock clock;
    // Touched by the event loop of the connection only.
    private Instant shown = Instant.EPOCH;
    private boolean hasNews = true;
    private boolean isOver;

    /**
     * Creates a mailbox.
     *
     * @param batch how far the batch is; empty if it is no batch that is followed
     * @param later has the reader look again after that time
     */
    WideMailbox(
            WideFollowing following,
            SseRenderer renderer,
            Supplier<Optional<BatchView>> batch,
            Consumer<Duration> later,
            Clock clock) {
        this.following = requireNonNull(following, "following is null");
        this.renderer = requireNonNull(renderer, "renderer is null");
        this.batch = requireNonNull(batch, "batch is null");
        this.later = requireNonNull(later, "later is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public @Nullable OutboundSseEvent poll() {
        if (isOver) {
            return null;
        }
        WideItem item = following.poll();
        if (item != null) {
            if (!hasNews) {
                later.accept(BETWEEN);
            }
            hasNews = true;
            return renderer.render(item);
        }
        return hasNews && !shown.plus(BETWEEN).isAfter(clock.instant()) ? summary() : null;
    }

    private @Nullable OutboundSseEvent summary() {
        hasNews = false;
        shown = clock.instant();
        Optional<BatchView> now = batch.get();
        isOver = now.filter(view -> view.state() == BatchView.State.ENDED).isPresent();
        return now.map(view -> renderer.render("batch", view)).orElse(null);
    }

    @Override
    public boolean isOver() {
        return isOver;
    }

    @Override
    public void close() {
        following.close();
    }
}
