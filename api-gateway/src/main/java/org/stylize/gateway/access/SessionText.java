package org.stylize.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stylize.base.Sha256;

/** What a browser has of its session: 256 random bits, which say nothing. Immutable. */
public final class SessionText {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{43}");

    private final String text;

    private SessionText(String text) {
        this.text = text;
    }

    static SessionText random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SessionText(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads one; empty if it has another form. */
    static Optional<SessionText> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SessionText(text)) : Optional.empty();
    }

    /** What is kept of it, hexadecimal. */
    String sha256() {
        return Sha256.of(text.getBytes(US_ASCII));
    }

    /** The whole text; for the browser. */
    public String reveal() {
        return text;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "a session";
    }
}
