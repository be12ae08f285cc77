package org.stylize.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Follows redirects as the JDK's client does with {@code NORMAL}, with one difference: that one (seen with 17.0.15) sends the
 * key along to any host.
 */
final class Redirects {
    /** The most that are followed for one request. */
    static final int MOST = 5;

    private static final int MOVED = 301;
    private static final int FOUND = 302;
    private static final int SEE_OTHER = 303;
    private static final Set<Integer> STATUSES = Set.of(MOVED, FOUND, SEE_OTHER, 307, 308);

    private Redirects() {}

    /**
     * The request that follows an answer; empty if the answer is not a redirect, or one that is not followed: without an
     * address, or from https to http.
     *
     * <p>To another origin the request goes without the key. A later redirect does not bring it back.
     */
    static Optional<HttpRequest> next(HttpRequest request, HttpResponse<?> answer) {
        if (!STATUSES.contains(answer.statusCode())) {
            return Optional.empty();
        }
        return answer.headers()
                .firstValue("Location")
                .flatMap(location -> resolved(request.uri(), location))
                .filter(target -> isFollowed(request.uri(), target))
                .map(target -> redirected(request, answer.statusCode(), target));
    }

    /** Whether both have the same scheme, host and port. */
    static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equalsIgnoreCase(b.getScheme())
                && a.getHost().equalsIgnoreCase(b.getHost())
                && port(a) == port(b);
    }

    private static Optional<URI> resolved(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isFollowed(URI from, URI target) {
        boolean http = "http".equalsIgnoreCase(target.getScheme());
        boolean https = "https".equalsIgnoreCase(target.getScheme());
        return target.getHost() != null && (https || (http && "http".equalsIgnoreCase(from.getScheme())));
    }

    private static HttpRequest redirected(HttpRequest request, int status, URI target) {
        boolean keepsKey = sameOrigin(request.uri(), target);
        boolean becomesGet = status == SEE_OTHER
                || ((status == MOVED || status == FOUND) && request.method().equals("POST"));
        HttpRequest.Builder next = HttpRequest.newBuilder(
                        request,
                        (name, value) -> (keepsKey || !name.equalsIgnoreCase(Http.AUTHORIZATION))
                                && !(becomesGet && name.equalsIgnoreCase("Content-Type")))
                .uri(target);
        return becomesGet ? next.GET().build() : next.build();
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
