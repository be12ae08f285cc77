package org.stylize.gateway.forecast;

import java.util.OptionalDouble;

/**
 * How fast something is, over the latest jobs: of two jobs with twenty others between them, the earlier counts about a third
 * of the later one. For one thread at a time.
 */
final class Pace {
    private static final double KEPT = 0.95;

    private double pixelSteps;
    private double seconds;
    private double jobs;

    /** A job was done. */
    void add(long jobPixelSteps, double jobSeconds) {
        pixelSteps = KEPT * pixelSteps + jobPixelSteps;
        seconds = KEPT * seconds + jobSeconds;
        jobs = KEPT * jobs + 1;
    }

    /** Pixel-steps a second; empty if nothing was done yet. */
    OptionalDouble perSecond() {
        return seconds > 0 ? OptionalDouble.of(pixelSteps / seconds) : OptionalDouble.empty();
    }

    /** Pixel-steps of a job, on average; 0 if nothing was done yet. */
    double perJob() {
        return jobs > 0 ? pixelSteps / jobs : 0;
    }
}
