package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** The text that a request has in the place of a key. */
final class KeyCredential extends BaseAuthenticationRequest {
    private final String text;

    KeyCredential(String text) {
        this.text = requireNonNull(text, "text is null");
    }

    String text() {
        return text;
    }
}
