package org.stylize.systemtests.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Quantiles;
import org.stylize.systemtests.measured.MeasuredFleet.Door;

/**
 * How long it takes until a job begins, until it goes on after its worker stopped or died, what a long job means for short
 * ones, and what a loaded machine means for all. Prints the times; on a quiet machine, with the system properties {@code
 * measured.…}, they are those of docs/reliability.md.
 */
class FleetTimesIT {
    private static final int ROUNDS = Integer.getInteger("measured.rounds", 1);
    private static final int JOBS = Integer.getInteger("measured.jobs", 5);
    private static final String SLICE = System.getProperty("measured.slice", "5s");
    private static final int BUSY = Integer.getInteger("measured.busy", 6);
    private static final int BUSY_SECONDS = Integer.getInteger("measured.busy-seconds", 10);
    private static final int FLOOD = Integer.getInteger("measured.flood", 60);
    private static final int MOST_TIMED = 1_000;
    /** What may be in the queue with two workers, twice over. */
    private static final int FEW = 2 * (2 * 2 + 4);

    private static final Duration EXIT_DEADLINE = Duration.ofSeconds(60);
    private static final Duration WORK_BEFORE_THE_SIGNAL = Duration.ofSeconds(3);
    private static final int SHORT_SIDE = 32;
    private static final int LONG_SIDE = 128;
    private static final int MOST_STEPS = 10_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void aJobBeginsAndGoesOnElsewhereWhenItsWorkerStopsOrDies() {
        try (MeasuredFleet fleet = new MeasuredFleet(data, Map.of())) {
            for (Door door : Door.values()) {
                beginsSoon(fleet, door, JOBS);
            }
            List<Duration> exits = new ArrayList<>();
            List<Duration> afterStop = new ArrayList<>();
            List<Duration> afterKill = new ArrayList<>();
            JobId job = fleet.submit(Door.REST, LONG_SIDE, MOST_STEPS);
            for (int round = 0; round < ROUNDS; round++) {
                afterStop.add(takeover(fleet, job, worker -> {
                    Instant signal = MeasuredFleet.now();
                    worker.requestStop();
                    assertThat(worker.awaitExit(EXIT_DEADLINE))
                            .as("the worker ended")
                            .isTrue();
                    exits.add(Duration.between(signal, MeasuredFleet.now()));
                }));
                afterKill.add(takeover(fleet, job, ServiceProcess::kill9));
            }
            fleet.cancel(job);
            say("SIGTERM until the worker has ended", exits);
            say("SIGTERM until the job goes on elsewhere", afterStop);
            say("SIGKILL until the job goes on elsewhere", afterKill);
        }
    }

    @Test
    void shortJobsPassALongOne() {
        try (MeasuredFleet fleet = new MeasuredFleet(data, Map.of("worker.slice", SLICE))) {
            beginsSoon(fleet, Door.REST, 1);
            JobId longJob = fleet.submit(Door.RIGHT_PARTITION, LONG_SIDE, MOST_STEPS);
            fleet.events().next(longJob, JobEvent.Started.class::isInstance);
            Instant begin = MeasuredFleet.now();
            List<JobId> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                jobs.add(fleet.submit(Door.RIGHT_PARTITION, SHORT_SIDE, 2));
            }
            List<Duration> times = new ArrayList<>();
            for (JobId job : jobs) {
                times.add(Duration.between(
                        begin, fleet.events().next(job, JobEvent::isTerminal).at()));
            }
            assertThat(fleet.events().of(longJob)).noneMatch(JobEvent::isTerminal);
            say("beside a job in slices of " + SLICE + ", the short ones were done after", times);
            fleet.cancel(longJob);
        }
    }

    @Test
    void theJobsOfOneTenantDoNotKeepAnothersWaiting() {
        String window = System.getProperty("measured.window"); // 1000000 is a fleet that holds nothing back
        Map<String, String> settings = window == null ? Map.of() : Map.of("gateway.ledger.window", window);
        try (MeasuredFleet fleet = new MeasuredFleet(data, settings)) {
            beginsSoon(fleet, Door.REST, 3);
            Instant begin = MeasuredFleet.now();
            List<JobId> flood = fleet.submitAll(new Tenant("anna"), FLOOD, SHORT_SIDE, 2);
            Instant admitted = fleet.events().last(flood, JobEvent.Queued.class::isInstance);
            Instant sent = MeasuredFleet.now();
            JobId other = fleet.submitAll(new Tenant("bert"), 1, SHORT_SIDE, 2).get(0);
            Instant started = fleet.events()
                    .next(other, JobEvent.Started.class::isInstance)
                    .at();
            long before = flood.stream()
                    .flatMap(job -> fleet.events().of(job).stream())
                    .filter(event -> event instanceof JobEvent.Started
                            && event.at().isAfter(sent)
                            && event.at().isBefore(started))
                    .count();
            say(
                    FLOOD + " jobs of another tenant before it, sent until started",
                    List.of(Duration.between(sent, started)));
            System.out.println("measured: " + before + " jobs of the other tenant began in between");
            say("all were admitted after", List.of(Duration.between(begin, admitted)));
            Instant done = fleet.events().last(flood.subList(0, Math.min(FLOOD, MOST_TIMED)), JobEvent::isTerminal);
            say(
                    "the first " + Math.min(FLOOD, MOST_TIMED) + " were done after",
                    List.of(Duration.between(begin, done)));
            if (window == null) {
                assertThat(before).isLessThanOrEqualTo(FEW);
            }
        }
    }

    @Test
    void aLoadedMachineFailsNoAttempt() {
        List<JobId> jobs = new ArrayList<>();
        List<Duration> times = new ArrayList<>();
        try (MeasuredFleet fleet = new MeasuredFleet(data, Map.of())) {
            beginsSoon(fleet, Door.REST, 1);
            try (BusyProcesses busy = BusyProcesses.start(BUSY)) {
                Instant end = MeasuredFleet.now().plusSeconds(BUSY_SECONDS);
                jobs.add(fleet.submit(Door.REST, LONG_SIDE, MOST_STEPS));
                do {
                    Instant sent = MeasuredFleet.now();
                    JobId job = fleet.submit(Door.REST, SHORT_SIDE, 2);
                    jobs.add(job);
                    JobEvent done = fleet.events().next(job, JobEvent::isTerminal);
                    assertThat(done).isInstanceOf(JobEvent.Completed.class);
                    times.add(Duration.between(sent, done.at()));
                } while (MeasuredFleet.now().isBefore(end));
                say("with " + busy + " for " + BUSY_SECONDS + " s, sent until completed", times);
            }
            fleet.cancel(jobs.get(0));
            fleet.events().next(jobs.get(0), JobEvent::isTerminal);

            List<JobEvent> events = jobs.stream()
                    .flatMap(job -> fleet.events().of(job).stream())
                    .toList();
            assertThat(events).noneMatch(JobEvent.Retried.class::isInstance);
            long again = events.stream()
                    .filter(event -> event instanceof JobEvent.Started started
                            && started.attempt().delivery() > 1)
                    .count();
            System.out.println("measured: begun at a later delivery: " + again + " of " + jobs.size() + " jobs");
        }
    }

    private static void beginsSoon(MeasuredFleet fleet, Door door, int jobs) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < jobs + 2; i++) {
            Instant sent = MeasuredFleet.now();
            JobId job = fleet.submit(door, SHORT_SIDE, 2);
            JobEvent started = fleet.events().next(job, JobEvent.Started.class::isInstance);
            if (i >= 2) { // both workers are warm
                times.add(Duration.between(sent, started.at()));
            }
            fleet.events().next(job, JobEvent::isTerminal);
        }
        say(door + ", sent until started", times);
    }

    /** The time from the signal until another worker has begun. */
    private static Duration takeover(MeasuredFleet fleet, JobId job, Consumer<ServiceProcess> signal) {
        fleet.events().next(job, JobEvent.Started.class::isInstance);
        Instant working = MeasuredFleet.now().plus(WORK_BEFORE_THE_SIGNAL);
        await().until(() -> MeasuredFleet.now().isAfter(working));
        ServiceProcess worker = fleet.workerOf(job);
        Instant at = MeasuredFleet.now();
        signal.accept(worker);
        JobEvent next = fleet.events()
                .next(
                        job,
                        event -> event instanceof JobEvent.Started && event.at().isAfter(at));
        fleet.replace(worker);
        return Duration.between(at, next.at());
    }

    private static void say(String what, List<Duration> times) {
        System.out.println("measured: " + what + ": " + new Quantiles(times));
    }
}
