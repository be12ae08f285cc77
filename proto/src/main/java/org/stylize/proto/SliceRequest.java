package org.stylize.proto;

import static java.util.Objects.requireNonNull;

/**
 * What the ledger asks the workers to do.
 *
 * @param job with its recipe spelled out
 * @param slice to be done; a worker begins it at the job's latest checkpoint, if the store has one
 */
public record SliceRequest(StylizationJob job, Slice slice) {
    public SliceRequest {
        requireNonNull(job, "job is null");
        requireNonNull(slice, "slice is null");
    }
}
