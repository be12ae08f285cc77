package org.stylize.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses a stream of server-sent events (HTML Living Standard, section 9.2.6). The stream may be cut anywhere.
 *
 * <p>For one thread at a time.
 */
final class ServerSentEventParser {
    /** Largest event in bytes; a larger one is an error, so that memory stays bounded. */
    private static final int LONGEST_EVENT = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private @Nullable String lastId;
    private @Nullable Duration retry;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;

    /**
     * Parses the next bytes of the stream.
     *
     * @return the events that they complete
     * @throws IOException if an event is larger than 1 MiB
     */
    List<ServerSentEvent> feed(ByteBuffer bytes) throws IOException {
        List<ServerSentEvent> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                continue;
            }
            afterCarriageReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                endLine(events);
            } else {
                if (line.size() + data.length() >= LONGEST_EVENT) {
                    throw new IOException("the event is larger than " + LONGEST_EVENT + " bytes");
                }
                line.write(b);
            }
        }
        return events;
    }

    /** The time to wait before connecting again, if the stream has sent one. */
    Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    private void endLine(List<ServerSentEvent> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (firstLine && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        firstLine = false;
        if (text.isEmpty()) {
            dispatch(events);
            return;
        }
        int colon = text.indexOf(':');
        if (colon == 0) {
            return; // a comment
        }
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        take(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void take(String field, String value) {
        switch (field) {
            case "event" -> name = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    lastId = value;
                }
            }
            case "retry" -> {
                if (value.matches("[0-9]{1,9}")) {
                    retry = Duration.ofMillis(Long.parseLong(value));
                }
            }
            default -> {
                // the standard says to ignore it
            }
        }
    }

    private void dispatch(List<ServerSentEvent> events) {
        if (!data.isEmpty()) {
            data.setLength(data.length() - 1);
            events.add(new ServerSentEvent(name.isEmpty() ? "message" : name, data.toString(), lastId));
            data.setLength(0);
        }
        name = "";
    }
}
