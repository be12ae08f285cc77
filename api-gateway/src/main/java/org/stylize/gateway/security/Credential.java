package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** What a request has to show. */
abstract sealed class Credential extends BaseAuthenticationRequest {
    private final String text;

    private Credential(String text) {
        this.text = requireNonNull(text, "text is null");
    }

    String text() {
        return text;
    }

    /** The text in the place of a key. */
    static final class Key extends Credential {
        Key(String text) {
            super(text);
        }
    }

    /** The text in the cookie. */
    static final class Session extends Credential {
        Session(String text) {
            super(text);
        }
    }
}
