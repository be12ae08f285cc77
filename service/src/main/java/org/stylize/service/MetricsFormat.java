package org.stylize.service;

import org.jspecify.annotations.Nullable;

/**
 * The form in which metrics are asked for. Prometheus takes OpenMetrics first and plain text too; Quarkus answers whoever takes plain text
 * with that, which has no exemplars. So the services choose themselves.
 */
public final class MetricsFormat {
    /** Where metrics are, as Quarkus has it. */
    public static final String PATH = "/q/metrics";

    /** Before all routes of Quarkus. */
    public static final int ROUTE_ORDER = -100;

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private MetricsFormat() {}

    /**
     * OpenMetrics, unless only other kinds of text are accepted: by browsers, for example.
     *
     * @param accepted the header {@code Accept}
     */
    public static String mediaType(@Nullable String accepted) {
        return accepted != null
                        && !accepted.contains("application/openmetrics-text")
                        && (accepted.contains("text/plain") || accepted.contains("text/html"))
                ? TEXT
                : OPEN_METRICS;
    }
}
