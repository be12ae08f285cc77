package org.stylize.benchmarks.scaling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The share partition of the requests: it hands out no record that is more than its limit behind the oldest open one. Each
 * request takes two offsets, its own and its transaction's marker. For one thread.
 */
final class Window {
    private static final int OFFSETS_OF_A_REQUEST = 2;

    private final long limit;
    private final Deque<Long> offsets = new ArrayDeque<>();
    private final Set<Long> settled = new HashSet<>();
    private long end;
    private long widest;

    /** @param limit {@code share.partition.max.record.locks} */
    Window(long limit) {
        this.limit = limit;
    }

    /** Writes the next request, and returns its offset. */
    long write() {
        long offset = end;
        end += OFFSETS_OF_A_REQUEST;
        offsets.addLast(offset);
        return offset;
    }

    /** Whether the request of that offset may be handed out now. */
    boolean reaches(long offset) {
        return offset - oldest() < limit;
    }

    /** The request of that offset is handed out. */
    void handOut(long offset) {
        widest = Math.max(widest, offset + OFFSETS_OF_A_REQUEST - oldest());
    }

    /** The request is accepted. */
    void settle(long offset) {
        settled.add(offset);
        while (!offsets.isEmpty() && settled.remove(offsets.getFirst())) {
            offsets.removeFirst();
        }
    }

    long widest() {
        return widest;
    }

    private long oldest() {
        return offsets.isEmpty() ? end : offsets.getFirst();
    }
}
