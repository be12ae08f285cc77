package org.stylize.benchmarks.scaling;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Discrete events: jobs arrive, workers do slices of them, workers are preempted or lost. The ledger and the broker take no time of
 * their own but the turnaround of a worker, which is measured. For one thread, once.
 */
final class Simulation {
    /** A job of which less than this part of a slice is left is finished, as by the worker. */
    private static final int PART = 4;

    private final Cell cell;
    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final TwoLanes held = new TwoLanes();
    private final Deque<SimulatedJob> asked = new ArrayDeque<>();
    private final Window window;
    private final @Nullable Run[] runs;
    private final int[] idle;
    private int idleCount;
    private long eventNumber;

    private double measuredFrom;
    private double now;
    private double busySeconds;
    private double blockedSince = Double.NaN;
    private double blockedSeconds;
    private final Waits interactive = new Waits();
    private final Waits batch = new Waits();
    private long jobs;
    private long slices;
    private long preempted;
    private long lost;
    private double lostSeconds;

    private enum What {
        ARRIVAL,
        SLICE_END,
        FREE,
        FAULT,
        LOCK_OVER
    }

    /** @param run whose end it is, or who had the request; null for arrivals and faults */
    private record Event(
            double at,
            long number,
            What what,
            int worker,
            @Nullable Run run) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** A worker does a slice of a job. */
    private record Run(SimulatedJob job, double from, double seconds) {}

    /** @param seed of everything that is random, with the cell's own work */
    Simulation(Cell cell, long seed) {
        this.cell = requireNonNull(cell, "cell is null");
        random = new SplittableRandom(seed);
        window = new Window(cell.window());
        runs = new Run[cell.workers()];
        idle = new int[cell.workers()];
        for (int worker = 0; worker < cell.workers(); worker++) {
            idle[idleCount++] = worker;
        }
    }

    /** Lets time pass: first without a look, then for the result. In seconds. */
    Day run(double warmUp, double measured) {
        measuredFrom = warmUp;
        double end = warmUp + measured;
        at(cell.curve().next(0, cell.jobsPerSecond(), random), What.ARRIVAL, -1, null);
        nextFault();
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.remove();
            now = event.at();
            happens(event);
            giveJobs();
        }
        now = end;
        for (Run run : runs) {
            if (run != null) {
                worked(run);
            }
        }
        if (!Double.isNaN(blockedSince)) {
            blockedSeconds += now - Math.max(blockedSince, measuredFrom);
        }
        return new Day(
                jobs,
                slices,
                busySeconds / (measured * cell.workers()),
                interactive,
                batch,
                window.widest(),
                blockedSeconds / measured,
                preempted,
                lost,
                lostSeconds,
                held.size() + asked.size());
    }

    private void happens(Event event) {
        switch (event.what()) {
            case ARRIVAL -> {
                boolean isBatch = random.nextDouble() < cell.batchShare();
                held.add(new SimulatedJob(isBatch, now, cell.work().getAsDouble()));
                at(cell.curve().next(now, cell.jobsPerSecond(), random), What.ARRIVAL, -1, null);
            }
            case SLICE_END -> {
                Run run = requireNonNull(event.run());
                if (run.equals(runs[event.worker()])) { // else the worker was lost before
                    endSlice(event.worker(), run);
                }
            }
            case FREE -> idle[idleCount++] = event.worker();
            case FAULT -> {
                fault((int) (random.nextDouble() * cell.workers()));
                nextFault();
            }
            case LOCK_OVER -> {
                SimulatedJob job = requireNonNull(event.run()).job();
                window.settle(job.offset);
                job.interrupted = true;
                held.add(job);
            }
        }
    }

    private void endSlice(int worker, Run run) {
        worked(run);
        window.settle(run.job().offset);
        run.job().left -= run.seconds();
        if (run.job().left > 1e-9) {
            held.add(run.job());
        }
        away(worker, cell.turnaround());
    }

    private void away(int worker, double seconds) {
        runs[worker] = null;
        if (seconds > 0) {
            at(now + seconds, What.FREE, worker, null);
        } else {
            idle[idleCount++] = worker;
        }
    }

    /** Only a worker with a job matters: an idle one is replaced before anybody misses it. */
    private void fault(int worker) {
        Run run = runs[worker];
        if (run == null) {
            return;
        }
        worked(run);
        SimulatedJob job = run.job();
        double done = now - run.from();
        boolean isPreempted =
                random.nextDouble() * cell.faults().rate() < 1 / cell.faults().betweenPreemptions();
        if (isPreempted) {
            preempted++;
            job.left -= done;
            window.settle(job.offset);
            job.interrupted = true;
            held.add(job);
        } else {
            lost++;
            double kept = Math.floor(done / cell.faults().checkpoint())
                    * cell.faults().checkpoint();
            job.left -= kept;
            lostSeconds += done - kept;
            at(now + cell.faults().lock(), What.LOCK_OVER, worker, run);
        }
        away(worker, cell.faults().away());
    }

    private void nextFault() {
        double rate = cell.faults().rate() * cell.workers();
        if (rate > 0) {
            at(now - Math.log(1 - random.nextDouble()) / rate, What.FAULT, -1, null);
        }
    }

    private void giveJobs() {
        ask();
        while (idleCount > 0 && !asked.isEmpty() && window.reaches(asked.getFirst().offset)) {
            begin(asked.removeFirst());
            ask();
        }
        boolean blocked = idleCount > 0 && !asked.isEmpty();
        if (blocked && Double.isNaN(blockedSince)) {
            blockedSince = now;
        } else if (!blocked && !Double.isNaN(blockedSince)) {
            blockedSeconds += Math.max(0, now - Math.max(blockedSince, measuredFrom));
            blockedSince = Double.NaN;
        }
    }

    /** The ledger writes requests as long as there is room among those that wait. */
    private void ask() {
        while (asked.size() < cell.asked() && held.size() > 0) {
            SimulatedJob job = requireNonNull(held.next());
            job.offset = window.write();
            asked.addLast(job);
        }
    }

    private void begin(SimulatedJob job) {
        int worker = idle[--idleCount];
        if (!job.begun && now >= measuredFrom) {
            (job.batch ? batch : interactive).add(now - job.arrived);
            jobs++;
        }
        if (now >= measuredFrom) {
            slices++;
        }
        job.begun = true;
        job.interrupted = false;
        window.handOut(job.offset);
        boolean isWhole = job.left <= cell.slice() * (1 + 1.0 / PART);
        Run run = new Run(job, now, isWhole ? job.left : cell.slice());
        runs[worker] = run;
        at(now + run.seconds(), What.SLICE_END, worker, run);
    }

    private void worked(Run run) {
        busySeconds += Math.max(0, now - Math.max(run.from(), measuredFrom));
    }

    private void at(double time, What what, int worker, @Nullable Run run) {
        events.add(new Event(time, eventNumber++, what, worker, run));
    }
}
