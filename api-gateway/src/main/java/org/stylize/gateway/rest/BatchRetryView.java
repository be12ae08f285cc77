package org.stylize.gateway.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of the command to do failed jobs again.
 *
 * @param retried how many
 */
@Schema(name = "BatchRetry", description = "What became of the command to do failed jobs again.")
record BatchRetryView(
        @Schema(description = "New jobs that were made now.")
        int retried,

        BatchView batch) {}
