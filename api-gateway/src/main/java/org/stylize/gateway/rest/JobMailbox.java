package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.sse.OutboundSseEvent;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.FeedItem;
import org.stylize.gateway.view.Following;

/** What waits for a follower of one job. */
record JobMailbox(Following following, SseRenderer renderer) implements Mailbox {
    JobMailbox {
        requireNonNull(following, "following is null");
        requireNonNull(renderer, "renderer is null");
    }

    @Override
    public @Nullable OutboundSseEvent poll() {
        FeedItem item = following.poll();
        return item == null ? null : renderer.render(item);
    }

    @Override
    public boolean isOver() {
        return following.isOver();
    }

    @Override
    public void close() {
        following.close();
    }
}
