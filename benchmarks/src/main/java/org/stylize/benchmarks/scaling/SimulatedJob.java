package org.stylize.benchmarks.scaling;

/** One job of the simulation, which changes while it is done. For one thread. */
final class SimulatedJob {
    final boolean batch;
    final double arrived;
    /** Seconds of work of the whole job. */
    final double work;
    /** Seconds of work that are left, and kept if the worker is lost now. */
    double left;

    boolean begun;
    boolean interrupted;
    /** Offset of its open request. */
    long offset;

    SimulatedJob(boolean batch, double arrived, double work) {
        this.batch = batch;
        this.arrived = arrived;
        this.work = work;
        left = work;
    }
}
