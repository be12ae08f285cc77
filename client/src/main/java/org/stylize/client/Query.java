package org.stylize.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The query of an address. For one thread. */
final class Query {
    private final StringJoiner parts = new StringJoiner("&", "?", "").setEmptyValue("");

    /** That of a page of a list. */
    static Query page(int limit, @Nullable String cursor) {
        return new Query().add("limit", limit).add("cursor", cursor);
    }

    /** Adds a parameter, unless its value is null. */
    Query add(String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
        return this;
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
