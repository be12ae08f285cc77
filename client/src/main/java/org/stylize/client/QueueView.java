package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits, what runs, and how long a new job would wait.
 *
 * @param lanes those of the caller's tenant
 * @param workers that are there
 * @param running jobs that run, of all tenants, by kind of device
 * @param pixelStepsPerSecond what one worker did lately, pixels times steps, by kind of device
 * @param allWaiting jobs of all tenants that wait; null without the scope operator
 */
public record QueueView(
        List<LaneView> lanes,
        int workers,
        Map<String, Integer> running,
        Map<String, Double> pixelStepsPerSecond,
        @Nullable Long allWaiting) {
    public QueueView {
        lanes = lanes == null ? List.of() : List.copyOf(lanes);
        running = Json.copyOrEmpty(running);
        pixelStepsPerSecond = Json.copyOrEmpty(pixelStepsPerSecond);
    }

    /**
     * Jobs of one tenant that wait in one lane.
     *
     * @param pixelSteps what is left to do for them, at most
     * @param expectedWaitSeconds of a job that is submitted now; null if the service cannot say
     */
    public record LaneView(
            Lane lane,
            long waiting,
            long pixelSteps,
            @Nullable Double expectedWaitSeconds) {
        public LaneView {
            requireNonNull(lane, "lane is null");
        }
    }
}
