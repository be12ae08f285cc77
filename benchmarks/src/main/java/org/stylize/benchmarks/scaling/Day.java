package org.stylize.benchmarks.scaling;

/**
 * What happened in a simulated time.
 *
 * @param jobs that began
 * @param slices requests that were handed out
 * @param busy part of the workers' time that was work, 0 to 1
 * @param interactive waits from arrival to begin
 * @param batch waits from arrival to begin
 * @param widestWindow offsets from the oldest open request to the newest
 * @param blockedShare part of the time in which the window was full although jobs waited and workers were idle
 * @param preempted workers that got SIGTERM
 * @param lost workers whose machine was gone
 * @param lostSeconds of work that was done again
 * @param leftOver jobs that waited at the end
 */
record Day(
        long jobs,
        long slices,
        double busy,
        Waits interactive,
        Waits batch,
        long widestWindow,
        double blockedShare,
        long preempted,
        long lost,
        double lostSeconds,
        int leftOver) {}
