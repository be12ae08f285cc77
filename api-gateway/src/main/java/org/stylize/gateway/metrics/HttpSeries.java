package org.stylize.gateway.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what callers send out of the labels of {@code http_server_requests_seconds}. Quarkus gives a request that no resource takes,
 * because of its method or because it is refused before, the address as the caller wrote it, and each method its own name: without this a
 * stranger makes as many series as he likes. For any thread.
 */
public final class HttpSeries implements MeterFilter {
    /** Instead of the address of a request that no resource took. */
    static final String UNMATCHED = "UNMATCHED";
    /** Instead of a method that HTTP does not know. */
    static final String OTHER = "OTHER";

    private static final String REQUESTS = "http.server.requests";
    private static final String URI = "uri";
    private static final String METHOD = "method";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    private final Set<String> addresses;

    /** @param addresses of all resources that have no parameters in theirs */
    public HttpSeries(Set<String> addresses) {
        this.addresses = Set.copyOf(addresses);
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().equals(REQUESTS)) {
            return id;
        }
        Meter.Id mapped = id;
        String uri = id.getTag(URI);
        if (uri != null && !isOurs(uri, id.getTag("status"))) {
            mapped = mapped.withTag(Tag.of(URI, UNMATCHED));
        }
        String method = id.getTag(METHOD);
        if (method != null && !METHODS.contains(method)) {
            mapped = mapped.withTag(Tag.of(METHOD, OTHER));
        }
        return mapped;
    }

    /** A pattern, a word such as {@code NOT_FOUND}, or an address at which there is something. */
    private boolean isOurs(String uri, @Nullable String status) {
        return !uri.startsWith("/")
                || uri.contains("{")
                || (status != null && status.startsWith("2"))
                || addresses.contains(uri);
    }
}
