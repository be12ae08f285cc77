package org.stylize.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long SEED = 20261201;
    private static final double ALL_IN_ONE = 1e9;
    private static final long WIDE = Long.MAX_VALUE;

    @Test
    void waitsOfOneWorkerWithEqualJobsAreThoseOfPollaczekAndKhinchine() {
        double load = 0.8;
        Day day = run(cell(1, load, 0, () -> 1, ALL_IN_ONE, 0, WIDE, Cell.Faults.NONE), 400_000);

        assertThat(day.busy()).isCloseTo(load, within(0.01));
        assertThat(day.interactive().mean()).isCloseTo(load / (2 * (1 - load)), within(0.1));
    }

    @Test
    void waitsOfSeveralWorkersAreThoseOfErlang() {
        int workers = 5;
        double load = 0.85;
        Day day = run(cell(workers, workers * load, 0, exponential(), ALL_IN_ONE, 0, WIDE, Cell.Faults.NONE), 200_000);

        assertThat(day.busy()).isCloseTo(load, within(0.01));
        assertThat(day.interactive().mean()).isCloseTo(erlangWait(workers, load), within(0.06));
    }

    @Test
    void slicesOfNoLengthShareTheWorkerAndLetShortJobsPassLongOnes() {
        DoubleSupplier work = shortAndLong();
        Day whole = run(cell(1, 0.3, 0, work, ALL_IN_ONE, 0, WIDE, Cell.Faults.NONE), 200_000);
        Day sliced = run(cell(1, 0.3, 0, shortAndLong(), 0.5, 0, WIDE, Cell.Faults.NONE), 200_000);

        assertThat(sliced.interactive().mean()).isLessThan(whole.interactive().mean() / 4);
        assertThat(sliced.busy()).isCloseTo(whole.busy(), within(0.02));
    }

    @Test
    void aTurnaroundIsTimeThatNobodyWorks() {
        Day day = run(cell(4, 1_000, 0, () -> 9, ALL_IN_ONE, 1, WIDE, Cell.Faults.NONE), 10_000);

        assertThat(day.busy()).isCloseTo(0.9, within(0.001));
    }

    @Test
    void theBatchLaneGetsATenthWhileBothWait() {
        Day day = run(cell(10, 100, 0.5, () -> 10, ALL_IN_ONE, 0, WIDE, Cell.Faults.NONE), 10_000);

        double share = (double) day.batch().size()
                / (day.batch().size() + day.interactive().size());
        assertThat(share).isCloseTo(0.1, within(0.01));
    }

    @Test
    void oneLongJobStopsTheRestWhenTheWindowIsFull() {
        SplittableRandom random = new SplittableRandom(SEED);
        DoubleSupplier work = () -> random.nextDouble() < 0.001 ? 5_000 : 1;
        Day narrow = run(cell(10, 5, 0, work, ALL_IN_ONE, 0, 400, Cell.Faults.NONE), 100_000);
        SplittableRandom again = new SplittableRandom(SEED);
        DoubleSupplier same = () -> again.nextDouble() < 0.001 ? 5_000 : 1;
        Day sliced = run(cell(10, 5, 0, same, 5, 0, 400, Cell.Faults.NONE), 100_000);

        assertThat(narrow.blockedShare()).isGreaterThan(0.5);
        assertThat(narrow.widestWindow()).isEqualTo(400);
        assertThat(sliced.blockedShare()).isZero();
    }

    @Test
    void aJobWaitsForAllThatWasAskedBeforeIt() {
        Cell few = cell(10, 1.2, 0.5, () -> 10, ALL_IN_ONE, 0, WIDE, Cell.Faults.NONE);
        Cell many = new Cell(10, 1.2, 0.5, DayCurve.FLAT, () -> 10, ALL_IN_ONE, 0, 100, WIDE, Cell.Faults.NONE);

        double less = run(few, 20_000).interactive().mean();
        double more = run(many, 20_000).interactive().mean();

        assertThat(more - less).as("100 requests, one each second").isCloseTo(100, within(5.0));
    }

    @Test
    void aPreemptionLosesNothingAndALostMachineLosesLessThanACheckpoint() {
        Cell.Faults faults = new Cell.Faults(2_000, 2_000, 60, 30, 10);
        Day day = run(cell(20, 0.1, 0, () -> 100, 50, 0, WIDE, faults), 200_000);

        assertThat(day.preempted()).isCloseTo(day.lost(), within(day.lost() / 4));
        assertThat(day.lostSeconds() / day.lost()).isCloseTo(5, within(0.5));
        assertThat(day.leftOver()).isLessThan(20);
    }

    @Test
    void theSameSeedIsTheSameDay() {
        Cell.Faults faults = new Cell.Faults(2_000, 2_000, 60, 30, 10);
        Day one = run(cell(20, 0.1, 0.3, exponential(), 50, 0.1, WIDE, faults), 20_000);
        Day other = run(cell(20, 0.1, 0.3, exponential(), 50, 0.1, WIDE, faults), 20_000);

        assertThat(one.jobs()).isEqualTo(other.jobs());
        assertThat(one.busy()).isEqualTo(other.busy());
        assertThat(one.interactive().mean()).isEqualTo(other.interactive().mean());
    }

    private static Day run(Cell cell, double seconds) {
        return new Simulation(cell, SEED).run(seconds / 20, seconds);
    }

    private static Cell cell(
            int workers,
            double jobsPerSecond,
            double batchShare,
            DoubleSupplier work,
            double slice,
            double turnaround,
            long window,
            Cell.Faults faults) {
        return new Cell(workers, jobsPerSecond, batchShare, DayCurve.FLAT, work, slice, turnaround, 1, window, faults);
    }

    private static DoubleSupplier exponential() {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        return () -> -Math.log(1 - random.nextDouble());
    }

    private static DoubleSupplier shortAndLong() {
        SplittableRandom random = new SplittableRandom(SEED + 2);
        return () -> random.nextDouble() < 0.01 ? 100 : 0.5;
    }

    /** Mean wait of an M/M/c queue whose jobs take 1 in the mean: Erlang's C by c (1 - load). */
    private static double erlangWait(int workers, double load) {
        double offered = workers * load;
        double term = 1;
        double sum = 1;
        for (int i = 1; i < workers; i++) {
            term *= offered / i;
            sum += term;
        }
        double last = term * offered / workers / (1 - load);
        return last / (sum + last) / (workers * (1 - load));
    }
}
