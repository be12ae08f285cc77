package org.stylize.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The secret of a webhook, {@code whsec_…}, with which a server verifies its messages. Only {@link #text()} shows it;
 * {@link #toString()} and the messages of exceptions do not. Immutable.
 */
public final class WebhookSecret {
    static final String START = "whsec_";

    private final String text;

    private WebhookSecret(String text) {
        this.text = text;
    }

    /**
     * The secret of that text.
     *
     * @throws IllegalArgumentException if no secret begins so; the message does not show the text
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static WebhookSecret of(String text) {
        requireNonNull(text, "text is null");
        if (!text.startsWith(START) || text.length() == START.length()) {
            throw new IllegalArgumentException("the secret of a webhook begins with " + START + " but this text of "
                    + text.length() + " characters does not, or ends there");
        }
        return new WebhookSecret(text);
    }

    /** The whole secret. */
    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookSecret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return START + "…";
    }
}
