package org.stylize.systemtests.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Lane;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Quantiles;
import org.stylize.systemtests.scaling.Lives.Hold;

/**
 * Very many workers with the service's own parts, which wait for the time that a picture takes: how busy they are, who gets what,
 * what the broker does for them, and that nothing is lost when half of them leave or die. The system properties {@code
 * crowd.…} say how many and how long, as docs/scaling.md describes; {@code crowd.out} is a file for its figures.
 */
@EnabledIfSystemProperty(named = "crowd.workers", matches = "[0-9]+")
class CrowdIT {
    private static final int WORKERS = Integer.getInteger("crowd.workers", 20);
    private static final Duration STEP = Duration.ofMillis(Integer.getInteger("crowd.step-millis", 100));
    private static final Duration LONGEST = Duration.ofSeconds(Integer.getInteger("crowd.longest-seconds", 3));
    private static final Duration LOCK = Duration.ofSeconds(Integer.getInteger("crowd.lock-seconds", 2));
    private static final Duration HEARTBEAT = Duration.ofMillis(Integer.getInteger("crowd.heartbeat-millis", 500));
    private static final Duration IDLE = Duration.ofSeconds(Integer.getInteger("crowd.idle-seconds", 1));
    private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("crowd.seconds", 6));
    private static final Duration LANES = Duration.ofSeconds(Integer.getInteger("crowd.lanes-seconds", 6));
    private static final int AT_ONCE = Integer.getInteger("crowd.at-once", 5);
    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /** {@code gateway.ledger.window}; 0 for the default, which follows the number of workers. */
    private static final int WINDOW = Integer.getInteger("crowd.window", 8);

    private static final int ROUNDS = 4;
    private static final long SEED = 20261201;
    private static final int MOST_OF_A_GROUP = 1_000;

    private final ObjectNode result = new ObjectMapper().createObjectNode();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void allWorkersAreBusyTenantsHaveEqualSharesAndNothingIsLostWhenHalfOfThemLeave() {
        result.put("workers", WORKERS);
        result.put("seed", SEED);
        result.put("lockSeconds", LOCK.toSeconds());
        result.put("ledgerWindow", WINDOW);
        result.put("heartbeatMillis", HEARTBEAT.toMillis());
        result.put("stepMillis", STEP.toMillis());
        try (TestedCrowd crowd = new TestedCrowd(data, LOCK, STEP, WINDOW, HEARTBEAT);
                Lives lives = new Lives(crowd.bootstrapServers());
                Orders orders = new Orders(crowd.bootstrapServers(), STEP)) {
            join(crowd);
            idle(crowd);
            oneTooMany(crowd);
            load(crowd, lives, orders);
            lanes(lives, orders);
            churn(crowd);
            leave(crowd, lives, orders);
            die(crowd, lives, orders);
            drain(crowd, lives, orders);
        }
    }

    private void join(TestedCrowd crowd) {
        ObjectNode join = result.putObject("join");
        long began = System.nanoTime();
        Map<String, Double> before = crowd.processorSeconds();
        crowd.join(WORKERS);
        join.put("seconds", secondsSince(began));
        join.put("processes", crowd.processes().size());
        join.put("load", ProcessorTime.load());
        ObjectNode processor = join.putObject("processorSeconds");
        crowd.processorSeconds()
                .forEach((name, now) -> processor.put(name, Meter.rounded(now - before.getOrDefault(name, 0.0))));
        join.put("rebalances", crowd.broker().shareRebalances());
        say("joined", join);
    }

    private void idle(TestedCrowd crowd) {
        Meter meter = new Meter(crowd);
        pass(IDLE);
        meter.read(result.putObject("idle"));
        say("idle", result.path("idle"));
    }

    /** Of a group that is as large as Kafka allows. */
    private void oneTooMany(TestedCrowd crowd) {
        if (WORKERS < MOST_OF_A_GROUP) {
            return;
        }
        CrowdProcess one = crowd.processes().get(0);
        one.start(1);
        pass(Duration.ofSeconds(5));
        ObjectNode over = result.putObject("oneTooMany");
        Map<String, Long> look = crowd.look();
        over.put("workers", look.getOrDefault("members", 0L)).put("polling", look.getOrDefault("polling", 0L));
        over.put("members", crowd.members());
        one.stop(1);
        crowd.awaitPolling();
        say("one too many", over);
    }

    /** Three tenants with very different queues, and a worker for each job that can run. */
    private void load(TestedCrowd crowd, Lives lives, Orders orders) {
        ServiceTimes times = new ServiceTimes(SEED, LONGEST);
        // What the workers can begin until the end. A third of it is each tenant's, so none runs out of jobs.
        int jobs = (int) (WORKERS * (1 + LOAD.toSeconds() / times.mean())) / ROUNDS;
        for (int round = 0; round < ROUNDS; round++) {
            orders.submit("many", Lane.INTERACTIVE, jobs * 60 / 100, times);
            orders.submit("some", Lane.INTERACTIVE, jobs * 40 / 100, times);
            orders.submit("few", Lane.INTERACTIVE, jobs * 40 / 100, times);
        }
        List<JobId> all = orders.ids(order -> true);
        await().atMost(DEADLINE).pollInterval(LOOK_EVERY).until(() -> lives.begun(all) >= WORKERS);
        Meter meter = new Meter(crowd);
        Instant begin = now();
        pass(LOAD);
        ObjectNode load = result.putObject("load");
        meter.read(load);
        Instant end = now();
        load.put("threads", crowd.look().getOrDefault("threads", 0L));
        ObjectNode memory = load.putObject("residentMiB");
        crowd.residentMebibytes().forEach(memory::put);
        shares(load, lives, orders, all, begin, end);
        say("load", load);
    }

    private void shares(ObjectNode load, Lives lives, Orders orders, List<JobId> all, Instant begin, Instant end) {
        List<Hold> holds = lives.holds(all);
        double seconds = Duration.between(begin, end).toMillis() / 1e3;
        Map<String, Double> byTenant =
                sums(holds, begin, end, hold -> orders.of(hold.job()).tenant());
        Map<String, Double> byWorker = sums(holds, begin, end, Hold::worker);
        double busy = byWorker.values().stream().mapToDouble(part -> part).sum();
        long begun = holds.stream()
                .filter(hold -> hold.from().isAfter(begin) && hold.from().isBefore(end))
                .count();
        load.put("busy", Meter.rounded(busy / (WORKERS * seconds)));
        load.put("jobsBegunPerSecond", Meter.rounded(begun / seconds));
        load.put("jainOfTenants", Meter.rounded(Shares.jain(byTenant.values())));
        load.put("jainOfWorkers", Meter.rounded(Shares.jain(byWorker.values())));
        load.put("workersWithJobs", byWorker.size());
        quantiles(load, "askedToStarted", lives.askedToStarted(all, begin, end));
        quantiles(load, "endToNextStart", Lives.gaps(holds, begin, end));
        if (WINDOW != 0) { // else the requests that were there before there was a choice take the whole time
            assertThat(Shares.jain(byTenant.values()))
                    .as("shares of the tenants: %s", byTenant)
                    .isGreaterThan(0.9);
        }
        assertThat(byWorker).as("workers that had a job").hasSize(WORKERS);
    }

    /** One tenant with more batch jobs and then more interactive jobs than the workers can do. */
    private void lanes(Lives lives, Orders orders) {
        ServiceTimes times = new ServiceTimes(SEED + 1, LONGEST);
        if (LANES.isZero()) {
            return;
        }
        List<JobId> before = orders.ids(order -> true);
        await().atMost(DEADLINE).pollInterval(LOOK_EVERY).until(() -> lives.begun(before) >= before.size() - WORKERS);
        ObjectNode lanes = result.putObject("lanes");
        int enough = (int) (WORKERS * (1 + LANES.toSeconds() / times.mean()));
        orders.submit("lanes", Lane.BATCH, WORKERS / 2 + enough * 3 / 10, times);
        List<JobId> batch = orders.ids(order -> order.lane() == Lane.BATCH);
        await().atMost(DEADLINE).pollInterval(LOOK_EVERY).until(() -> lives.begun(batch) >= WORKERS / 2);
        orders.submit("lanes", Lane.INTERACTIVE, enough, times);
        List<JobId> interactive = orders.ids(order -> order.tenant().equals("lanes") && order.lane() != Lane.BATCH);
        await().atMost(DEADLINE).pollInterval(LOOK_EVERY).until(() -> lives.begun(interactive) > WORKERS / 4);
        Instant begin = now();
        await().atMost(DEADLINE)
                .pollInterval(LOOK_EVERY)
                .until(() -> lives.begun(interactive) > interactive.size() * 9 / 10);
        Instant end = now();
        double ofBatch = begunSeconds(lives, orders, batch, begin, end);
        double ofInteractive = begunSeconds(lives, orders, interactive, begin, end);
        lanes.put(
                "secondsWhileBothWait",
                Meter.rounded(Duration.between(begin, end).toMillis() / 1e3));
        lanes.put("batchShare", Meter.rounded(ofBatch / (ofBatch + ofInteractive)));
        say("lanes", lanes);
        assertThat(ofBatch).as("batch jobs are not starved").isPositive();
        assertThat(ofBatch).as("interactive jobs go first").isLessThan(ofInteractive / 2);
    }

    private static double begunSeconds(Lives lives, Orders orders, List<JobId> ids, Instant begin, Instant end) {
        return ids.stream()
                .filter(id -> lives.started(id)
                        .filter(start -> start.isAfter(begin) && start.isBefore(end))
                        .isPresent())
                .mapToDouble(id -> orders.of(id).time().toMillis() / 1e3)
                .sum();
    }

    /** Some leave at once, and as many join at once. */
    private void churn(TestedCrowd crowd) {
        ObjectNode churn = result.putObject("churn");
        churn.put("atOnce", AT_ONCE);
        CrowdProcess one = crowd.processes().get(0);
        long rebalances = crowd.broker().shareRebalances();
        long began = System.nanoTime();
        one.stop(AT_ONCE);
        await().atMost(DEADLINE).pollInterval(LOOK_EVERY).until(() -> crowd.members() == WORKERS - AT_ONCE);
        churn.put("secondsUntilGone", secondsSince(began));
        began = System.nanoTime();
        one.start(AT_ONCE);
        crowd.awaitPolling();
        churn.put("secondsUntilAllPoll", secondsSince(began));
        churn.put("rebalances", crowd.broker().shareRebalances() - rebalances);
        say("churn", churn);
    }

    /** Half of the workers get SIGTERM while they hold jobs. */
    private void leave(TestedCrowd crowd, Lives lives, Orders orders) {
        backlog(lives, orders, "leave");
        List<CrowdProcess> leaving =
                crowd.processes().subList(0, crowd.processes().size() / 2);
        Instant at = now();
        List<Hold> held = heldBy(leaving, lives, orders, at);
        leaving.forEach(CrowdProcess::requestStop);
        leaving.forEach(crowd::forget);
        ObjectNode leave = result.putObject("leave");
        goesOn(leave, lives, held, at);
        leaving.forEach(CrowdProcess::close);
        int left = (int) crowd.look().getOrDefault("members", 0L).longValue();
        await().atMost(DEADLINE).pollInterval(LOOK_EVERY).until(() -> crowd.members() == left);
        leave.put("secondsUntilGone", Meter.rounded(Duration.between(at, now()).toMillis() / 1e3));
        say("leave", leave);
    }

    /** A process is killed while its workers hold jobs. */
    private void die(TestedCrowd crowd, Lives lives, Orders orders) {
        if (crowd.processes().size() < 2) {
            crowd.join(Math.max(2, WORKERS / 2));
            backlog(lives, orders, "die");
        }
        List<CrowdProcess> dying = List.of(crowd.processes().get(0));
        Instant at = now();
        List<Hold> held = heldBy(dying, lives, orders, at);
        dying.forEach(CrowdProcess::kill9);
        dying.forEach(crowd::forget);
        ObjectNode die = result.putObject("die");
        goesOn(die, lives, held, at);
        say("die", die);
    }

    private void backlog(Lives lives, Orders orders, String tenant) {
        orders.submit(tenant, Lane.INTERACTIVE, WORKERS, new ServiceTimes(SEED + 2, LONGEST));
        List<JobId> own = orders.ids(order -> order.tenant().equals(tenant));
        await().atMost(DEADLINE).pollInterval(LOOK_EVERY).until(() -> lives.begun(own) >= WORKERS / 2);
    }

    private static List<Hold> heldBy(List<CrowdProcess> some, Lives lives, Orders orders, Instant at) {
        return lives.holds(orders.ids(order -> true)).stream()
                .filter(hold -> hold.isAt(at) && some.stream().anyMatch(process -> process.has(hold.worker())))
                .toList();
    }

    /** Until each job that was held then is begun again or has ended. */
    private void goesOn(ObjectNode into, Lives lives, List<Hold> held, Instant at) {
        assertThat(held).as("jobs that were held").isNotEmpty();
        List<Duration> times = new ArrayList<>();
        int ended = 0;
        for (Hold hold : held) {
            JobEvent next = await().atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> next(lives, hold, at), Optional::isPresent)
                    .orElseThrow();
            if (next.isTerminal()) {
                ended++;
            } else {
                times.add(Duration.between(at, next.at()));
            }
        }
        into.put("held", held.size());
        into.put("endedMeanwhile", ended);
        quantiles(into, "untilBegunElsewhere", times);
    }

    private static Optional<JobEvent> next(Lives lives, Hold hold, Instant at) {
        return lives.of(hold.job()).stream()
                .filter(event -> event.isTerminal() || event instanceof JobEvent.Started)
                .filter(event -> event.at().isAfter(at))
                .findFirst();
    }

    /** Until all jobs have ended: each in one picture. */
    private void drain(TestedCrowd crowd, Lives lives, Orders orders) {
        List<JobId> all = orders.ids(order -> true);
        await().atMost(DEADLINE).pollInterval(LOOK_EVERY).until(() -> lives.ended(all) == all.size());
        ObjectNode drain = result.putObject("drain");
        long completed = 0;
        for (JobId id : all) {
            List<JobEvent> ends =
                    lives.of(id).stream().filter(JobEvent::isTerminal).toList();
            assertThat(ends).as("ends of %s", id).hasSize(1);
            assertThat(ends.get(0).kind()).as("end of %s", id).isEqualTo(JobEvent.Kind.COMPLETED);
            completed++;
        }
        drain.put("jobs", all.size());
        drain.put("completedOnce", completed);
        drain.put("offsetsOfARequest", Meter.rounded(lives.offsetsOfARequest()));
        crowd.look().forEach(drain::put);
        say("drain", drain);
        assertThat(crowd.look().getOrDefault("lost", 0L)).as("locks lost").isZero();
    }

    private static Map<String, Double> sums(
            List<Hold> holds, Instant begin, Instant end, Function<Hold, String> whose) {
        Map<String, Double> sums = new HashMap<>();
        for (Hold hold : holds) {
            double seconds = hold.within(begin, end).toMillis() / 1e3;
            if (seconds > 0) {
                sums.merge(whose.apply(hold), seconds, Double::sum);
            }
        }
        return sums;
    }

    private static void quantiles(ObjectNode into, String name, List<Duration> times) {
        if (!times.isEmpty()) {
            Quantiles quantiles = new Quantiles(times);
            into.putObject(name)
                    .put("times", times.size())
                    .put("medianSeconds", quantiles.median().toMillis() / 1e3)
                    .put("p99Seconds", quantiles.at(0.99).toMillis() / 1e3)
                    .put("longestSeconds", quantiles.longest().toMillis() / 1e3);
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plus(DEADLINE)).until(() -> true);
    }

    private static double secondsSince(long began) {
        return Meter.rounded((System.nanoTime() - began) / 1e9);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private void say(String what, Object figures) {
        System.out.println("crowd: " + WORKERS + " workers, " + what + ": " + figures);
        write();
    }

    private void write() {
        String out = System.getProperty("crowd.out");
        if (out == null) {
            return;
        }
        try {
            Files.writeString(
                    Checkout.file(out),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
