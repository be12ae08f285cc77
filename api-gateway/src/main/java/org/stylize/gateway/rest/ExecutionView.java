package org.stylize.gateway.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Execution;

/** How a job is done, in the API. */
@Schema(
        name = "Execution",
        description =
                "How the job is done, as far as its recipe leaves that open and the bytes of the result depend on it."
                        + " The first attempt decides; every later one does it in the same way.")
record ExecutionView(
        @Schema(examples = "fp32", description = "Numbers in which the network is run: fp32 or bf16.")
        String precision,

        @Schema(description = "Threads of one operator on a CPU; 0 on a GPU.")
        int threads,

        @Schema(description = "Longest side, in pixels, of what is processed at once; 0 if memoryBytes decides.")
        int tileSidePixels,

        @Schema(
                description =
                        "Memory for the feature maps of the job; a picture that needs more is processed in tiles. 0 for"
                                + " no limit.")
        long memoryBytes,

        @Schema(examples = "compiled", description = "What computes losses and gradients.")
        String backEnd,

        @Schema(examples = "cpu amd64 GenuineIntel avx avx2 fma", description = "Kind of the device.")
        String processor) {
    static @Nullable ExecutionView of(@Nullable Execution execution) {
        return execution == null
                ? null
                : new ExecutionView(
                        execution.precision().label(),
                        execution.threads(),
                        execution.tileSidePixels(),
                        execution.memoryBytes(),
                        execution.backEnd(),
                        execution.processor());
    }
}
