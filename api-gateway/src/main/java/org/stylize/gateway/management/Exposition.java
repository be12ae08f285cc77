package org.stylize.gateway.management;

/** All metrics as text. */
public interface Exposition {
    /**
     * Reads all metrics; may take milliseconds.
     *
     * @param mediaType of the text: Prometheus' own or OpenMetrics
     */
    String as(String mediaType);
}
