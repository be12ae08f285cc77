package org.stylize.client;

import org.jspecify.annotations.Nullable;

/**
 * An error that the service reports, as defined by RFC 9457.
 *
 * @param type kind of the problem, such as {@code /problems/image-not-found}
 * @param status HTTP status
 * @param detail what was expected and what was found
 * @param field the part of the request that is wrong
 */
public record Problem(
        @Nullable String type,
        @Nullable String title,
        int status,
        @Nullable String detail,
        @Nullable String field) {

    /** One line to show to a person. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(title == null ? "HTTP status " + status : title);
        if (detail != null) {
            line.append(": ").append(detail);
        }
        if (field != null && !line.toString().contains(field)) {
            line.append(" (").append(field).append(')');
        }
        return line.toString();
    }
}
