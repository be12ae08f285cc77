package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Execution;

/**
 * What the ledger asks the workers to do.
 *
 * @param job with its recipe spelled out
 * @param slice to be done; a worker begins it at the job's latest checkpoint, if the store has one
 * @param execution how it has to be done; null: as suits the worker
 */
public record SliceRequest(
        StylizationJob job, Slice slice, @Nullable Execution execution) {
    public SliceRequest {
        requireNonNull(job, "job is null");
        requireNonNull(slice, "slice is null");
    }
}
