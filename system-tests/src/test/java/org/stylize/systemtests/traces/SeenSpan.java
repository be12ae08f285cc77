package org.stylize.systemtests.traces;

import java.util.List;
import java.util.Map;

/**
 * A span that a collector has.
 *
 * @param parent id of the span that it is part of, or follows from; empty if there is none
 * @param service that sent it
 * @param attributes as texts
 * @param events their names, in order
 * @param links other spans, as trace id, slash, span id
 */
record SeenSpan(
        String traceId,
        String id,
        String parent,
        String name,
        String service,
        Map<String, String> attributes,
        List<String> events,
        List<String> links) {
    SeenSpan {
        attributes = Map.copyOf(attributes);
        events = List.copyOf(events);
        links = List.copyOf(links);
    }

    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** Where it is, as others link to it. */
    String place() {
        return traceId + "/" + id;
    }

    boolean isLinkedToTrace(String other) {
        return links.stream().anyMatch(link -> link.startsWith(other + "/"));
    }
}
