package org.stylize.gateway.security;

import java.util.Set;

/**
 * Other sites whose pages may call the API (CORS).
 *
 * @param origins such as {@code https://studio.example}; empty: none
 */
public record AllowedSites(Set<String> origins) {
    public AllowedSites {
        origins = Set.copyOf(origins);
    }
}
