package org.stylize.benchmarks.scaling;

import static java.util.Objects.requireNonNull;

import java.util.SplittableRandom;

/**
 * A fleet and its work.
 *
 * @param workers in all cells together
 * @param cells that have a share group and a topic of requests of their own, with the same part of the workers and of the jobs
 * @param jobsPerDay in the mean
 * @param speed of a worker, in cores of the machine on which the presets were measured
 * @param asked {@code gateway.ledger.window} of a cell; 0 for the default, which follows the number of workers
 * @param window {@code share.partition.max.record.locks}
 * @param sliceSeconds {@code worker.slice}
 */
record Scenario(
        String name,
        int workers,
        int cells,
        double jobsPerDay,
        double speed,
        int asked,
        long window,
        double sliceSeconds) {
    /** Kafka lets no more into a share group. */
    static final int MOST_OF_A_GROUP = 1_000;

    private static final int MARGIN = 4;
    private static final double DAY = 86_400;
    private static final double BATCH_SHARE = 0.3;
    private static final double WARM_UP = 3 * 3_600.0;
    /** A spot machine a day, a dead one a month; both are there again after two minutes. */
    private static final Cell.Faults FAULTS = new Cell.Faults(DAY, 30 * DAY, 120, 30, 30);

    Scenario {
        requireNonNull(name, "name is null");
        if (cells < 1 || workers < cells || workers / cells > MOST_OF_A_GROUP) {
            throw new IllegalArgumentException(
                    "a cell has 1 to " + MOST_OF_A_GROUP + " workers, so " + cells + " cells cannot have " + workers);
        }
    }

    double jobsPerSecond() {
        return jobsPerDay / DAY;
    }

    /**
     * One cell's day.
     *
     * @param mix of pictures, on one core
     * @param turnaround seconds between two jobs of a worker
     */
    Day simulate(Mix mix, double turnaround, long seed) {
        Mix own = mix.faster(speed);
        SplittableRandom kinds = new SplittableRandom(seed + 1);
        Cell cell = new Cell(
                workers / cells,
                jobsPerSecond() / cells,
                BATCH_SHARE,
                DayCurve.PEOPLE,
                () -> own.next(kinds).seconds(),
                sliceSeconds,
                turnaround,
                asked == 0 ? 2 * workers / cells + MARGIN : asked,
                window,
                FAULTS);
        return new Simulation(cell, seed).run(WARM_UP, DAY);
    }
}
