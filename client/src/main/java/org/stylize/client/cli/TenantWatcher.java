package org.stylize.client.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobEvent;
import org.stylize.client.Json;
import org.stylize.client.TenantEvent;

/**
 * Writes the events of all jobs, a line each: for people, or as JSON, {@code {"event": NAME, "id": PLACE, "data": …}}. For one
 * thread; any other may ask for the {@link #place}.
 */
final class TenantWatcher implements Predicate<TenantEvent>, TenantEvent.Cases<Boolean> {
    private final Terminal terminal;
    private final boolean json;
    private final AtomicReference<@Nullable String> place;
    private long left;

    /**
     * Creates a watcher.
     *
     * @param after place of the event before the first; null if there is none
     * @param limit how many events to write
     */
    TenantWatcher(Terminal terminal, boolean json, @Nullable String after, long limit) {
        this.terminal = terminal;
        this.json = json;
        this.place = new AtomicReference<>(after);
        this.left = limit;
    }

    /** Where the last event was; null before the first. */
    @Nullable
    String place() {
        return place.get();
    }

    @Override
    public boolean test(TenantEvent event) {
        return event.match(this);
    }

    @Override
    public Boolean happened(TenantEvent.Happened happened) {
        JobEvent.Happened event = happened.event();
        String line = json
                ? json(event.type(), happened.place(), event)
                : (event.at() == null ? "" : TimeText.of(event.at()) + "  ") + event.id() + "  " + EventText.of(event);
        terminal.out().println(line);
        terminal.out().flush();
        place.set(happened.place());
        left--;
        return left > 0;
    }

    @Override
    public Boolean missed(TenantEvent.Missed missed) {
        place.set(missed.place());
        return tell(
                json("resync", missed.place(), Map.of()),
                "some events were missed; 'stylize-jobs list' shows the jobs as they are");
    }

    @Override
    public Boolean disconnected(TenantEvent.Disconnected disconnected) {
        return tell(
                json("disconnected", null, Map.of("reason", disconnected.reason())),
                EventText.connectionLost(disconnected.reason()));
    }

    private boolean tell(String asJson, String asText) {
        if (json) {
            terminal.out().println(asJson);
            terminal.out().flush();
        } else {
            terminal.err().println(asText);
            terminal.err().flush();
        }
        return true;
    }

    private static String json(String event, @Nullable String id, Object data) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        if (id != null) {
            line.put("id", id);
        }
        line.put("data", data);
        return Json.write(line);
    }
}
