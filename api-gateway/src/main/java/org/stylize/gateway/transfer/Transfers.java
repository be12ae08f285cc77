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
    /** Of the room on disk, for one caller. */
    private static final int BYTES_SHARE = 4;
    /** Of the transfers at a time, for all who have shown no key; they do not count for the others. */
    private static final int STRANGERS_SHARE = 8;

    private final TransferLimits limits;
    private final Consumer<Kind> refusals;
    private final Map<Kind, Integer> open = new HashMap<>();
    private final Map<Boolean, Integer> byKnown = new HashMap<>();
    private final Map<String, Share> shares = new HashMap<>();
    private final AtomicLong spooled = new AtomicLong();

    /** Which way a body goes. */
    public enum Kind {
        UPLOAD,
        DOWNLOAD
    }

    /**
     * Who sends or receives a body.
     *
     * @param name of his key, session or account, or his address
     * @param isKnown whether he has shown any of these
     */
    public record Caller(String name, boolean isKnown) {
        public Caller {
            requireNonNull(name, "name is null");
        }
    }

    private record Share(int transfers, long bytes) {
        static final Share NOTHING = new Share(0, 0);
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
     * @param bytes that may come to lie on disk until it is closed
     * @throws TooManyTransfersException if there is no room for it now
     */
    public Transfer begin(Kind kind, Caller caller, long bytes) {
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

    private synchronized void take(Kind kind, Caller caller, long bytes) {
        Share used = shares.getOrDefault(caller.name(), Share.NOTHING);
        if (used.transfers() >= limits.byCaller()) {
            throw new TooManyTransfersException(
                    true,
                    "a caller may have " + limits.byCaller() + " uploads and downloads at this gateway at a time");
        }
        // One is let in whatever its size: what a body may have is another limit.
        if (bytes > 0 && used.bytes() > 0 && bytes > limits.spooledBytes() / BYTES_SHARE - used.bytes()) {
            throw new TooManyTransfersException(
                    true, "the caller has no room for an upload of " + bytes + " bytes beside his others now");
        }
        if (bytes > 0 && spooled.get() > 0 && bytes > limits.spooledBytes() - spooled.get()) {
            throw new TooManyTransfersException(
                    false, "the gateway has no room for an upload of " + bytes + " bytes beside the others now");
        }
        int most = caller.isKnown() ? limits.atOnce() : Math.max(1, limits.atOnce() / STRANGERS_SHARE);
        if (count(caller.isKnown()) >= most) {
            throw new TooManyTransfersException(
                    false, "the gateway has as many uploads and downloads as it may: " + most);
        }
        open.merge(kind, 1, Integer::sum);
        byKnown.merge(caller.isKnown(), 1, Integer::sum);
        shares.put(caller.name(), new Share(used.transfers() + 1, used.bytes() + bytes));
        spooled.addAndGet(bytes);
    }

    private int count(boolean isKnown) {
        return byKnown.getOrDefault(isKnown, 0);
    }

    private synchronized void giveBack(Kind kind, Caller caller, long bytes) {
        open.merge(kind, -1, Integer::sum);
        byKnown.merge(caller.isKnown(), -1, Integer::sum);
        shares.computeIfPresent(
                caller.name(),
                (same, used) -> used.transfers() > 1 ? new Share(used.transfers() - 1, used.bytes() - bytes) : null);
        spooled.addAndGet(-bytes);
    }
}
