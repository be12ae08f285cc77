package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox of one follower of many jobs. It has a fixed limit: if the follower is slow and too many events wait, one item
 * without event takes the place of them all. The feed adds items and one reader takes them, each on any thread.
 */
public final class WideFollowing implements AutoCloseable {
    /** Events that may wait. */
    static final int MOST_WAITING = 1_000;

    private final WideFeed.Scope scope;
    private final Runnable signal;
    private final Runnable onClose;
    // Guarded by this.
    private final Deque<WideItem> waiting = new ArrayDeque<>();

    WideFollowing(WideFeed.Scope scope, Runnable signal, Runnable onClose) {
        this.scope = requireNonNull(scope, "scope is null");
        this.signal = requireNonNull(signal, "signal is null");
        this.onClose = requireNonNull(onClose, "onClose is null");
    }

    WideFeed.Scope scope() {
        return scope;
    }

    /** Takes the next item, null if there is none now. */
    public synchronized @Nullable WideItem poll() {
        return waiting.poll();
    }

    /** Stops following; no more items are added. */
    @Override
    public void close() {
        onClose.run();
    }

    synchronized void begin(WideItem item) {
        if (waiting.size() >= MOST_WAITING) {
            waiting.clear();
            waiting.add(new WideItem(null, item.position()));
        } else {
            waiting.add(item);
        }
    }

    void happened(WideItem item) {
        begin(item);
        signal.run();
    }
}
