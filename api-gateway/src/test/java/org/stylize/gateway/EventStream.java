package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * One open stream of server-sent events, read by a separate thread until the server ends it or {@link #close()} is
 * called.
 */
public final class EventStream implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final HttpResponse<Stream<String>> response;
    private final Thread reader;

    private EventStream(HttpResponse<Stream<String>> response) {
        this.response = response;
        this.reader = new Thread(this::read, "event-stream-reader");
        reader.start();
    }

    /** What came: name, id (empty for none), data. */
    public record Event(String name, String id, JsonNode data) {}

    public static EventStream open(Api api, String path, String... headers) {
        try {
            return new EventStream(api.http()
                    .send(
                            api.request(path, headers)
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            BodyHandlers.ofLines()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int status() {
        return response.statusCode();
    }

    public HttpHeaders headers() {
        return response.headers();
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public List<String> names() {
        return events.stream().map(Event::name).toList();
    }

    /** Names of the durable events, in the order of arrival. */
    public List<String> durable() {
        return events.stream()
                .filter(event -> !event.id().isEmpty())
                .map(Event::name)
                .toList();
    }

    public Event last(String name) {
        return requireNonNull(
                events.stream()
                        .filter(event -> event.name().equals(name))
                        .reduce((a, b) -> b)
                        .orElse(null),
                name);
    }

    public List<String> comments() {
        return List.copyOf(comments);
    }

    public boolean isEnded() {
        return !reader.isAlive();
    }

    @Override
    public void close() {
        reader.interrupt();
        response.body().close();
    }

    private void read() {
        List<String> block = new ArrayList<>();
        try {
            response.body().forEach(line -> {
                if (line.isEmpty()) {
                    take(block);
                    block.clear();
                } else {
                    block.add(line);
                }
            });
        } catch (UncheckedIOException e) {
            comments.add("cut off: " + e.getMessage());
        }
    }

    private void take(List<String> block) {
        String name = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        for (String line : block) {
            if (line.startsWith(":")) {
                comments.add(line);
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5));
            }
        }
        if (!name.isEmpty()) {
            try {
                events.add(new Event(name, id, MAPPER.readTree(data.toString())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
