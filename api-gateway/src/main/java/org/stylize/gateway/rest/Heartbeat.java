package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Time between two comments on an idle event stream. The comments keep proxies from closing it. */
public record Heartbeat(Duration every) {
    public Heartbeat {
        requireNonNull(every, "every is null");
    }
}
