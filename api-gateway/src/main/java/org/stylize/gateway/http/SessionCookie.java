package org.stylize.gateway.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of the page's session. No script reads it, and no other site's request has it. It is a secure one except on this
 * machine itself, and then its name has the prefix with which browsers hold other hosts and plain connections off it.
 */
public final class SessionCookie {
    private static final String PLAIN = "stylize-session";
    private static final String SECURE = "__Host-" + PLAIN;

    private SessionCookie() {}

    /**
     * The name of the cookie.
     *
     * @param isSecure see {@link #isSecure(String, String)}
     */
    public static String name(boolean isSecure) {
        return isSecure ? SECURE : PLAIN;
    }

    /** The value of {@code Set-Cookie} that begins a session. */
    public static String of(boolean isSecure, String value, Duration lifetime) {
        return text(isSecure, value, Math.max(1, lifetime.toSeconds()));
    }

    /** The value of {@code Set-Cookie} with which a browser forgets it. */
    public static String none(boolean isSecure) {
        return text(isSecure, "", 0);
    }

    /**
     * Whether the cookie is for connections with TLS only: unless the request came in plain text from this machine. A proxy with
     * TLS may be in front that the gateway does not know of.
     *
     * @param scheme of the request, as far as the gateway can know
     * @param host and port that the request was sent to; null if it names none
     */
    public static boolean isSecure(@Nullable String scheme, @Nullable String host) {
        return "https".equalsIgnoreCase(scheme) || (host != null && !Origins.isLoopback(host));
    }

    private static String text(boolean isSecure, String value, long maxAge) {
        return name(isSecure) + "=" + value + "; Path=/; Max-Age=" + maxAge + "; HttpOnly; SameSite=Strict"
                + (isSecure ? "; Secure" : "");
    }
}
