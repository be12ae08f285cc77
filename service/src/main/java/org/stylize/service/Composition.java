package org.stylize.service;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a service, in the order in which they start. They are closed in the opposite order, and each is closed
 * even if another one throws. For one thread at a time.
 */
public final class Composition implements AutoCloseable {
    private final List<Part> parts = new ArrayList<>();

    private record Part(Runnable start, AutoCloseable close) {}

    /** Adds a part that has nothing to start. */
    public Composition with(AutoCloseable part) {
        return with(() -> {}, part);
    }

    /**
     * Adds a part. It starts after the parts before it, and is closed before they are.
     *
     * @param start starts the part
     * @param close closes the part; must be harmless if the part was not started, or was closed before
     */
    public Composition with(Runnable start, AutoCloseable close) {
        parts.add(new Part(requireNonNull(start, "start is null"), requireNonNull(close, "close is null")));
        return this;
    }

    /**
     * Starts all parts in order. If one of them throws, closes all parts and throws that exception; exceptions of the
     * closing are suppressed by it.
     */
    public void start() {
        try {
            parts.forEach(part -> part.start().run());
        } catch (RuntimeException e) {
            closeAll(e);
            throw e;
        }
    }

    /**
     * Closes all parts in the opposite order.
     *
     * @throws RuntimeException the first that a part threw, with those of later parts suppressed by it; a checked
     *     exception comes as the cause of an {@link IllegalStateException}
     */
    @Override
    public void close() {
        RuntimeException failure = closeAll(null);
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable RuntimeException closeAll(@Nullable RuntimeException before) {
        RuntimeException first = before;
        for (int i = parts.size() - 1; i >= 0; i--) {
            RuntimeException failure = close(parts.get(i));
            if (first == null) {
                first = failure;
            } else if (failure != null && failure != first) {
                first.addSuppressed(failure);
            }
        }
        return first;
    }

    private static @Nullable RuntimeException close(Part part) {
        try {
            part.close().close();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IllegalStateException("interrupted while a part of the service was closed", e);
        } catch (RuntimeException e) {
            return e;
        } catch (Exception e) { // declared by AutoCloseable
            return new IllegalStateException("a part of the service could not be closed: " + e.getMessage(), e);
        }
    }
}
