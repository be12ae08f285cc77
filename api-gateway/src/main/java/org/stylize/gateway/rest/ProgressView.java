package org.stylize.gateway.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.stylize.proto.JobProgress;
import org.stylize.recipe.Losses;

/** Progress of a job, the data of a server-sent event {@code progress}. */
@Schema(name = "Progress", description = "Progress of a job, the data of a server-sent event 'progress'.")
public record ProgressView(
        @Schema(description = "Steps done so far.") int step,
        int steps,
        Losses losses,
        double learningRate,
        double stepsPerSecond,
        double secondsLeft,
        String worker) {
    static ProgressView of(JobProgress progress) {
        return new ProgressView(
                progress.step(),
                progress.steps(),
                progress.losses(),
                progress.learningRate(),
                progress.stepsPerSecond(),
                progress.secondsLeft(),
                progress.attempt().worker());
    }
}
