package org.stylize.client;

import static java.util.Objects.requireNonNull;

/**
 * What became of the command to do failed jobs again.
 *
 * @param retried new jobs that were made now
 */
public record BatchRetry(int retried, BatchView batch) {
    public BatchRetry {
        requireNonNull(batch, "batch is null");
    }
}
