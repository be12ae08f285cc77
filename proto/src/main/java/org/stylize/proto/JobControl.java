package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What the ledger tells the worker that runs a job. */
public record JobControl(JobId id, Instant at, Order order) {
    public JobControl {
        requireNonNull(id, "id is null");
        requireNonNull(at, "at is null");
        requireNonNull(order, "order is null");
    }

    /** CANCEL: stop and forget. FINISH: the present picture is the result. */
    public enum Order {
        CANCEL,
        FINISH
    }
}
