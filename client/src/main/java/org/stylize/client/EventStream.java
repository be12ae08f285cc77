package org.stylize.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An open stream of server-sent events.
 *
 * <p>The connection's thread delivers bytes, one piece at a time and only on request. All methods are for the one thread
 * that reads. The caller that opens the stream closes it.
 */
final class EventStream implements AutoCloseable {
    /** What the connection's thread delivers: bytes, or the end and its cause. */
    private record Piece(
            List<ByteBuffer> bytes, boolean last, @Nullable Throwable cause) {}

    private final BlockingQueue<Piece> pieces =
            new LinkedBlockingQueue<>(); // at most two: one requested piece, and the end
    private final Bytes bytes = new Bytes();
    private final Deque<ServerSentEvent> events = new ArrayDeque<>();
    private final ServerSentEventParser parser = new ServerSentEventParser();

    EventStream(Flow.Publisher<List<ByteBuffer>> body) {
        body.subscribe(bytes);
    }

    /**
     * Waits for the next event.
     *
     * @param longestSilence longest time without a byte; heartbeats count
     * @return empty when the service has ended the stream
     * @throws IOException if the connection broke, or was silent too long
     */
    Optional<ServerSentEvent> next(Duration longestSilence) throws IOException, InterruptedException {
        while (events.isEmpty()) {
            Piece piece = pieces.poll(longestSilence.toMillis(), TimeUnit.MILLISECONDS);
            if (piece == null) {
                throw new IOException("received nothing for " + longestSilence.toSeconds() + " s");
            }
            if (piece.last()) {
                if (piece.cause() == null) {
                    return Optional.empty();
                }
                throw new IOException("the connection broke", piece.cause());
            }
            for (ByteBuffer buffer : piece.bytes()) {
                events.addAll(parser.feed(buffer));
            }
            bytes.askForMore();
        }
        return Optional.of(events.removeFirst());
    }

    /** The time to wait before connecting again, if the stream has sent one. */
    Optional<Duration> retry() {
        return parser.retry();
    }

    @Override
    public void close() {
        bytes.cancel();
    }

    /** Receives the bytes on the connection's thread. */
    private final class Bytes implements Flow.Subscriber<List<ByteBuffer>> {
        private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.set(given);
            given.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            pieces.add(new Piece(buffers, false, null)); // the HTTP client does not reuse the buffers
        }

        @Override
        public void onError(Throwable cause) {
            pieces.add(new Piece(List.of(), true, cause));
        }

        @Override
        public void onComplete() {
            pieces.add(new Piece(List.of(), true, null));
        }

        void askForMore() {
            Flow.Subscription given = subscription.get();
            if (given != null) {
                given.request(1);
            }
        }

        void cancel() {
            Flow.Subscription given = subscription.get();
            if (given != null) {
                given.cancel();
            }
        }
    }
}
