package org.stylize.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What jobs would cost, and when they would be done, by what the workers did lately.
 *
 * @param size of each pastiche; null if that of the photograph is not known
 * @param steps of each job, over all scales
 * @param pixelSteps of all jobs, pixels of the pastiche times steps; quotas count these
 * @param workerMemoryBytes about how much memory a worker on a CPU has when it does one of the jobs; null if the size is not known
 * @param waiting jobs of the tenant that wait in the lane now
 * @param workerSeconds time of one worker for all jobs; null before anything was measured
 * @param expectedStartAt when the first job would begin; null if the service cannot say
 * @param expectedEndAt when the last job would be done; null if the service cannot say
 * @param refusal why the jobs would be refused now; null if they would not
 */
public record Estimate(
        int jobs,
        JobView.@Nullable Size size,
        int steps,
        long pixelSteps,
        @Nullable Long workerMemoryBytes,
        long waiting,
        @Nullable Double workerSeconds,
        @Nullable Instant expectedStartAt,
        @Nullable Instant expectedEndAt,
        @Nullable Problem refusal) {}
