package org.stylize.gateway.rest;

import org.stylize.proto.InvalidJobException;

/** Reads the query parameter {@code limit}. */
final class PageLimit {
    private static final int MOST = 200;

    private PageLimit() {}

    static int of(String limit) {
        try {
            int value = Integer.parseInt(limit);
            if (value >= 1 && value <= MOST) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new InvalidJobException("limit", message(limit), e);
        }
        throw new InvalidJobException("limit", message(limit));
    }

    private static String message(String limit) {
        return "limit must be a number from 1 to " + MOST + " but is '" + limit + "'";
    }
}
