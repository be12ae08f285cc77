package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** An order of the ledger to the worker that runs a job. */
public record JobControl(JobId id, Instant at, Order order) {
    public JobControl {
        requireNonNull(id, "id is null");
        requireNonNull(at, "at is null");
        requireNonNull(order, "order is null");
    }

    /** What the worker shall do before its next step. */
    public enum Order {
        /** Stop; nobody wants the result. */
        CANCEL,
        /** Stop; the present picture is the result. */
        FINISH
    }
}
