package org.stylize.gateway.rest;

import jakarta.ws.rs.sse.OutboundSseEvent;
import org.jspecify.annotations.Nullable;

/** What waits for one follower of a stream. Its methods are called on the event loop of the connection, so none may block. */
interface Mailbox extends AutoCloseable {
    /** Takes the next event, null if there is none now. */
    @Nullable
    OutboundSseEvent poll();

    /** Whether everything was taken and nothing follows. */
    boolean isOver();

    @Override
    void close();
}
