package org.stylize.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of events to its end, connecting again after the last durable event when the connection breaks.
 *
 * <p>For one call on one thread.
 *
 * @param <R> what is followed, as it is after its end
 */
final class EventFollower<R> {
    /** Who is told of the events, on the thread that follows. */
    interface Events {
        /**
         * Takes an event.
         *
         * @return whether it is the last one
         */
        boolean take(ServerSentEvent event) throws JsonProcessingException;

        /**
         * The connection is lost.
         *
         * @return whether to end now
         */
        boolean disconnected(String reason, Duration nextTry);
    }

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /** Asks for what was followed, after its last event. */
    interface Ending<R> {
        R of(Http http) throws InterruptedException;
    }

    private final Http http;
    private final String path;
    private final Timeouts timeouts;
    private final Ending<R> ending;
    private final Events events;

    private @Nullable String lastId;
    private boolean connectedOnce;
    private boolean ended;
    private @Nullable R followed;
    private Duration delay = FIRST_DELAY;
    private long lastContact = System.nanoTime();

    /**
     * Creates a follower.
     *
     * @param path of the stream
     * @param after id of the event after which to begin; null for now
     */
    EventFollower(Http http, String path, @Nullable String after, Timeouts timeouts, Ending<R> ending, Events events) {
        this.http = http.withRetries(Retries.none()); // it tries again by itself
        this.path = path;
        this.lastId = after;
        this.timeouts = timeouts;
        this.ending = ending;
        this.events = events;
    }

    /** A follower of something that has its stream under {@code /events}. */
    static <R> EventFollower<R> of(Http http, String path, Timeouts timeouts, Class<R> type, Events events) {
        return new EventFollower<>(
                http,
                path + "/events",
                null,
                timeouts,
                plain -> plain.json(plain.request(path).build(), type),
                events);
    }

    /** Blocks until the stream has ended; returns what was followed. */
    R follow() throws InterruptedException {
        while (true) {
            String reason = tryOnce();
            if (followed != null) {
                return followed;
            }
            if (events.disconnected(reason, delay)) {
                return ending.of(http);
            }
            Pause.of(delay);
            delay = min(delay.multipliedBy(2), LONGEST_DELAY);
        }
    }

    /** Connects and reads until the stream ends or the connection breaks; returns why it broke. */
    private String tryOnce() throws InterruptedException {
        try {
            if (!ended) {
                connectAndRead();
            }
            if (ended) {
                followed = ending.of(http);
            }
            return "the service ended the stream early";
        } catch (UnreachableException e) {
            return giveUpOrReason(e);
        } catch (ProblemException e) {
            // A service that has just restarted may not have loaded it yet.
            if (!e.mayPass() && !(connectedOnce && e.problem().status() == 404)) {
                throw e;
            }
            e.retryAfter().ifPresent(asked -> delay = max(delay, asked));
            return giveUpOrReason(e);
        }
    }

    private String giveUpOrReason(StylizeException e) {
        if (!connectedOnce
                || System.nanoTime() - lastContact > timeouts.reconnect().toNanos()) {
            throw e;
        }
        return String.valueOf(e.getMessage());
    }

    private void connectAndRead() throws InterruptedException {
        HttpRequest.Builder request = http.request(path).header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try (EventStream stream = http.events(request.build())) {
            connectedOnce = true;
            while (!ended) {
                Optional<ServerSentEvent> event = next(stream);
                if (event.isEmpty()) {
                    return;
                }
                delay = stream.retry()
                        .filter(asked -> asked.compareTo(FIRST_DELAY) > 0)
                        .orElse(FIRST_DELAY);
                take(event.get());
            }
        }
    }

    private Optional<ServerSentEvent> next(EventStream stream) throws InterruptedException {
        try {
            return stream.next(timeouts.silence());
        } catch (IOException e) {
            throw http.broken(e);
        } finally {
            lastContact = System.nanoTime();
        }
    }

    private void take(ServerSentEvent event) {
        try {
            ended = events.take(event);
        } catch (JsonProcessingException e) {
            throw new UnexpectedAnswerException(
                    "the event '" + event.name() + "' is not JSON of this service: " + e.getOriginalMessage(), e);
        }
        lastId = event.id() == null ? lastId : event.id(); // on a new connection, the first events may have none
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
