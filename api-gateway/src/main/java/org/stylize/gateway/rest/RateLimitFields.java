package org.stylize.gateway.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stylize.gateway.quota.Allowance;
import org.stylize.gateway.quota.Quota;

/**
 * The header fields {@code RateLimit-Policy} and {@code RateLimit} of the IETF's draft-ietf-httpapi-ratelimit-headers-10:
 * a list item for each quota, with the quota (q), its unit (qu) and window (w), and what is left (r) until when (t).
 */
final class RateLimitFields {
    private static final String POLICY = "RateLimit-Policy";
    private static final String LIMIT = "RateLimit";
    /** The greatest integer of a structured field. */
    private static final long MOST = 999_999_999_999_999L;

    private RateLimitFields() {}

    /** The answer with these fields; the same answer if nothing is limited. */
    static Response of(Response answer, List<Allowance> allowances) {
        return allowances.isEmpty()
                ? answer
                : Response.fromResponse(answer)
                        .header(POLICY, joined(allowances, RateLimitFields::policy))
                        .header(LIMIT, joined(allowances, RateLimitFields::limit))
                        .build();
    }

    /** Whole seconds, at least 1. */
    static Response retryAfter(Response answer, Duration after) {
        return Response.fromResponse(answer)
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, seconds(after)))
                .build();
    }

    private static String joined(List<Allowance> allowances, Function<Allowance, String> item) {
        return allowances.stream().map(item).collect(Collectors.joining(", "));
    }

    private static String policy(Allowance of) {
        String unit = of.quota() == Quota.SUBMISSIONS ? "" : ";qu=\"" + unit(of.quota()) + "\"";
        String window = of.window() == null ? "" : ";w=" + Math.max(1, seconds(of.window()));
        return "\"" + of.quota().label() + "\";q=" + Math.min(MOST, of.most()) + unit + window;
    }

    private static String limit(Allowance of) {
        String reset = of.reset() == null ? "" : ";t=" + seconds(of.reset());
        return "\"" + of.quota().label() + "\";r=" + Math.min(MOST, of.left()) + reset;
    }

    private static String unit(Quota quota) {
        return switch (quota) {
            case SUBMISSIONS -> "requests";
            case OPEN_JOBS -> "jobs";
            case PIXEL_STEPS -> "pixel-steps";
            case STORED_BYTES -> "bytes";
            case EVENT_STREAMS -> "streams";
        };
    }

    private static long seconds(Duration time) {
        return (time.toMillis() + 999) / 1000;
    }
}
