package org.stylize.gateway.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From which site a request comes, and to which host it was sent, by what browsers say. Programs say nothing of it. */
public final class Origins {
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private Origins() {}

    /**
     * Whether a page of another site sent the request.
     *
     * @param fetchSite {@code Sec-Fetch-Site}; null if there is none
     * @param origin {@code Origin}; null if there is none
     * @param host the host and port that the request was sent to; null if it names none
     */
    public static boolean isForeign(@Nullable String fetchSite, @Nullable String origin, @Nullable String host) {
        if (fetchSite != null) {
            return !OWN.contains(fetchSite);
        }
        // Behind a proxy with TLS the schemes may differ, so host and port must do.
        return origin != null && !authority(origin).equalsIgnoreCase(host);
    }

    /**
     * Whether the host is a name of this machine for itself. Another name may lead here too, for a page of a stranger whose
     * name server says so.
     *
     * @param host the host and port that the request was sent to
     */
    public static boolean isLoopback(String host) {
        String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}");
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
