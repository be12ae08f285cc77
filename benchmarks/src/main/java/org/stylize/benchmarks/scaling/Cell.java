package org.stylize.benchmarks.scaling;

import static java.util.Objects.requireNonNull;

import java.util.function.DoubleSupplier;

/**
 * Workers that take jobs from one queue, and what happens to them.
 *
 * @param workers all alike
 * @param jobsPerSecond in the mean
 * @param batchShare part of the jobs that are in the batch lane, 0 to 1
 * @param curve of the day
 * @param work seconds of the next job
 * @param slice seconds of work after which a job goes back to the queue, if more than a quarter of it is left
 * @param turnaround seconds that a worker is without work between two jobs
 * @param asked most requests that wait in the topic, in their order: {@code gateway.ledger.window}
 * @param window {@code share.partition.max.record.locks}
 * @param faults what ends workers
 */
record Cell(
        int workers,
        double jobsPerSecond,
        double batchShare,
        DayCurve curve,
        DoubleSupplier work,
        double slice,
        double turnaround,
        int asked,
        long window,
        Faults faults) {
    Cell {
        requireNonNull(curve, "curve is null");
        requireNonNull(work, "work is null");
        requireNonNull(faults, "faults is null");
        if (workers < 1 || !(jobsPerSecond > 0) || !(slice > 0) || asked < 1 || window < 1) {
            throw new IllegalArgumentException("no cell has " + workers + " workers, " + jobsPerSecond
                    + " jobs a second, slices of " + slice + " s and a window of " + window);
        }
    }

    /**
     * What ends workers. All in seconds.
     *
     * @param betweenPreemptions of one worker, in the mean: it gets SIGTERM and loses nothing
     * @param betweenLosses of one worker, in the mean: its machine is gone, with the work since the last checkpoint
     * @param away until there is another worker in its place
     * @param lock after which the request of a worker that is gone is given away
     * @param checkpoint work between two checkpoints
     */
    record Faults(double betweenPreemptions, double betweenLosses, double away, double lock, double checkpoint) {
        /** Nothing ends a worker. */
        static final Faults NONE = new Faults(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0, 1);

        /** Of one worker, for each second. */
        double rate() {
            return 1 / betweenPreemptions + 1 / betweenLosses;
        }
    }
}
