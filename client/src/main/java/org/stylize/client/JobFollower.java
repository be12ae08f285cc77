package org.stylize.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job's stream of events to its end, connecting again after the last durable event when the connection breaks.
 *
 * <p>For one call on one thread.
 */
final class JobFollower {
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    private final Http http;
    private final String path;
    private final Timeouts timeouts;
    private final Consumer<JobEvent> listener;

    private @Nullable String lastId;
    private boolean connectedOnce;
    private boolean ended;
    private @Nullable JobView job;
    private Duration delay = FIRST_DELAY;
    private long lastContact = System.nanoTime();

    /** @param path of the job */
    JobFollower(Http http, String path, Timeouts timeouts, Consumer<JobEvent> listener) {
        this.http = http;
        this.path = path;
        this.timeouts = timeouts;
        this.listener = listener;
    }

    /** Blocks until the job has ended; returns it. */
    JobView follow() throws InterruptedException {
        while (true) {
            String reason = tryOnce();
            if (job != null) {
                return job;
            }
            listener.accept(new JobEvent.Disconnected(reason, delay));
            pause(delay);
            delay = min(delay.multipliedBy(2), LONGEST_DELAY);
        }
    }

    /** Connects and reads until the job ends or the connection breaks; returns why it broke. */
    private String tryOnce() throws InterruptedException {
        try {
            if (!ended) {
                connectAndRead();
            }
            if (ended) {
                job = http.json(http.request(path).build(), JobView.class);
            }
            return "the service ended the stream early";
        } catch (UnreachableException e) {
            return giveUpOrReason(e);
        } catch (ProblemException e) {
            // A service that has just restarted may not have loaded the job yet.
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
        HttpRequest.Builder request = http.request(path + "/events").header("Accept", "text/event-stream");
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
        JobEvent told = read(event);
        if (told != null) {
            listener.accept(told);
        }
        lastId = event.id();
    }

    private @Nullable JobEvent read(ServerSentEvent event) {
        try {
            switch (event.name()) {
                case "snapshot", "resync" -> {
                    JobView job = Json.read(event.data(), JobView.class);
                    ended = job.state().isTerminal();
                    return new JobEvent.Snapshot(job, event.name().equals("resync"));
                }
                case "progress" -> {
                    return Json.read(event.data(), JobEvent.Progressed.class);
                }
                case "preview" -> {
                    return Json.read(event.data(), JobEvent.Previewed.class);
                }
                case "submitted",
                        "queued",
                        "started",
                        "checkpointed",
                        "retried",
                        "completed",
                        "failed",
                        "cancelled",
                        "expired" -> {
                    JobEvent.Happened happened = Json.read(event.data(), JobEvent.Happened.class);
                    ended = happened.isTerminal();
                    return happened;
                }
                default -> {
                    return null; // an event of a newer service
                }
            }
        } catch (JsonProcessingException e) {
            throw new UnexpectedAnswerException(
                    "the event '" + event.name() + "' is not JSON of this service: " + e.getOriginalMessage(), e);
        }
    }

    private static void pause(Duration length) throws InterruptedException {
        try {
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("doing nothing cannot fail", e);
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
