package org.stylize.gateway.transfer;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts the bodies that are on their way, so that slow clients take a bounded part of the gateway, and one caller a bounded
 * part of that. For any thread; never waits.
 */
public final class Transfers {
    private final TransferLimits limits;
    private final Consumer<Kind> refusals;
    private final Map<Kind, Integer> open = new HashMap<>();
    private final Map<String, Integer> byCaller = new HashMap<>();
    private final AtomicLong spooled = new AtomicLong();

    /** Which way a body goes. */
    public enum Kind {
        UPLOAD,
        DOWNLOAD
    }

    /** A body on its way. May be closed more than once. */
    public interface Transfer extends AutoCloseable {
        @Override
        void close();
    }

    /** @param refusals is told of each transfer that is refused, on the thread that asked */
    public Transfers(TransferLimits limits, Consumer<Kind> refusals) {
        this.limits = requireNonNull(limits, "limits is null");
        this.refusals = requireNonNull(refusals, "refusals is null");
    }

    public TransferLimits limits() {
        return limits;
    }

    /** How many are on their way. */
    public synchronized int open(Kind kind) {
        return open.getOrDefault(kind, 0);
    }

    /** Bytes of uploads that are on disk, or may come there. */
    public long spooledBytes() {
        return spooled.get();
    }

    /**
     * Begins one.
     *
     * @param caller names him who sends or receives it
     * @param bytes that may come to lie on disk until it is closed
     * @throws TooManyTransfersException if there is no room for it now
     */
    public Transfer begin(Kind kind, String caller, long bytes) {
        requireNonNull(caller, "caller is null");
        try {
            take(kind, caller, bytes);
        } catch (TooManyTransfersException e) {
            refusals.accept(kind);
            throw e;
        }
        AtomicBoolean isOpen = new AtomicBoolean(true);
        return () -> {
            if (isOpen.getAndSet(false)) {
                giveBack(kind, caller, bytes);
            }
        };
    }

    private synchronized void take(Kind kind, String caller, long bytes) {
        int all = open.values().stream().mapToInt(Integer::intValue).sum();
        if (byCaller.getOrDefault(caller, 0) >= limits.byCaller()) {
            throw new TooManyTransfersException(
                    true,
                    "a caller may have " + limits.byCaller() + " uploads and downloads at this gateway at a time");
        }
        if (all >= limits.atOnce()) {
            throw new TooManyTransfersException(
                    false, "the gateway has as many uploads and downloads as it may: " + limits.atOnce());
        }
        // One is let in whatever its size: what a body may have is another limit.
        if (bytes > 0 && spooled.get() > 0 && bytes > limits.spooledBytes() - spooled.get()) {
            throw new TooManyTransfersException(
                    false, "the gateway has no room for an upload of " + bytes + " bytes beside the others now");
        }
        open.merge(kind, 1, Integer::sum);
        byCaller.merge(caller, 1, Integer::sum);
        spooled.addAndGet(bytes);
    }

    private synchronized void giveBack(Kind kind, String caller, long bytes) {
        open.merge(kind, -1, Integer::sum);
        byCaller.computeIfPresent(caller, (same, count) -> count > 1 ? count - 1 : null);
        spooled.addAndGet(-bytes);
    }
}
