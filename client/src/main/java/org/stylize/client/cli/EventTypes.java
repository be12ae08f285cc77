package org.stylize.client.cli;

import java.util.Iterator;
import java.util.List;

/** Types of events as a person gives them: those of the service without {@code stylize.}, or whole. */
final class EventTypes implements Iterable<String> {
    private static final String START = "stylize.";
    private static final List<String> NAMES = List.of(
            "submitted",
            "queued",
            "started",
            "checkpointed",
            "retried",
            "completed",
            "failed",
            "cancelled",
            "expired",
            "webhook.disabled",
            "progress");

    @Override
    public Iterator<String> iterator() {
        return NAMES.iterator();
    }

    /**
     * As the service names them.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    static List<String> full(List<String> types) {
        return types.stream().map(EventTypes::full).toList();
    }

    private static String full(String type) {
        if (type.startsWith(START)) { // perhaps one of a newer service
            return type;
        }
        if (!NAMES.contains(type)) {
            throw new IllegalArgumentException("--event: expected one of " + String.join(", ", NAMES) + " but found '"
                    + type + "'" + Suggestion.of(type, NAMES));
        }
        return START + type;
    }

    /** For people: {@code completed,failed}. */
    static String text(List<String> types) {
        return String.join(",", types).replace(START, "");
    }
}
