package org.stylize.systemtests.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.JobEvent;
import org.stylize.systemtests.faults.Accepted;
import org.stylize.systemtests.faults.Broker;
import org.stylize.systemtests.faults.Gateways;
import org.stylize.systemtests.faults.History;
import org.stylize.systemtests.faults.Store;
import org.stylize.systemtests.faults.Submitter;

/**
 * From the last release to this one and back, process by process, while jobs are submitted. Only with the system property
 * {@code upgrade.old}, a built checkout of the last release: {@code scripts/upgrade-test} makes one and runs this.
 */
@EnabledIfSystemProperty(named = UpgradeIT.OLD, matches = ".+", disabledReason = "needs a build of the last release")
class UpgradeIT {
    static final String OLD = "upgrade.old";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Jobs that are accepted, and jobs that end, in each state of the fleet. */
    private static final int JOBS = Integer.getInteger("upgrade.jobs", 8);

    /**
     * A gateway of 0.1.0 knows no tenants in the keys of objects, so it takes the repeated request of a job that a later
     * gateway made for another request.
     */
    private static final String CONFLICT = "/problems/conflicting-job";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    /** Old workers and new gateways in between. */
    @Test
    void everyJobEndsOnceIfGatewaysGoFirstAndComeBackLast() {
        travel(List.of(Part.GATEWAY, Part.WORKER), List.of(Part.WORKER, Part.GATEWAY));
    }

    /**
     * New workers and old gateways in between. There is no such way back: a ledger of 0.1.0 does not ask again for what a new
     * worker hands back.
     */
    @Test
    void everyJobEndsOnceIfWorkersGoFirst() {
        travel(List.of(Part.WORKER, Part.GATEWAY), List.of());
    }

    /** What is replaced. */
    private enum Part {
        GATEWAY,
        WORKER
    }

    private void travel(List<Part> there, List<Part> back) {
        Path old = Path.of(System.getProperty(OLD)).toAbsolutePath();
        try (MixedFleet fleet = new MixedFleet(old, data)) {
            Gateways gateways = new Gateways(fleet.urls());
            Broker broker = new Broker(fleet.bootstrapServers());
            List<Accepted> accepted = new ArrayList<>();

            try (Course course = new Course("there-", fleet, broker)) {
                course.await("old");
                fleet.provision();
                course.await("old, with the topics of the new");
                there.forEach(part -> replace(part, Release.NEW, fleet, course));
                course.awaitOnePerKey("new");
                course.repeatFirst();
                accepted.addAll(course.end(gateways));
            }
            assertNoViolations(fleet, broker, gateways, accepted);

            if (back.isEmpty()) {
                return;
            }
            try (Course course = new Course("back-", fleet, broker)) {
                course.await("new");
                back.forEach(part -> replace(part, Release.OLD, fleet, course));
                accepted.addAll(course.end(gateways));
            }
            assertNoViolations(fleet, broker, gateways, accepted);
        }
    }

    /** One after the other, each under load. */
    private static void replace(Part part, Release release, MixedFleet fleet, Course course) {
        for (int which = 0; which < MixedFleet.EACH; which++) {
            if (part == Part.GATEWAY) {
                fleet.replaceGateway(which, release);
            } else {
                fleet.replaceWorker(which, release);
            }
            course.await(part + " " + which + " is " + release);
        }
    }

    private void assertNoViolations(MixedFleet fleet, Broker broker, Gateways gateways, List<Accepted> accepted) {
        Broker.Records records = await().atMost(PATIENCE).ignoreExceptions().until(broker::records, Objects::nonNull);
        History history = new History(accepted, records, new Store(fleet.buckets()), gateways, false);
        List<String> violations = new ArrayList<>(fleet.troubles());
        violations.addAll(history.violations());
        System.out.println("upgrade: " + accepted.size() + " jobs accepted, " + history.count(JobEvent.Kind.COMPLETED)
                + " completed, " + history.count(JobEvent.Kind.RETRIED) + " attempts retried, " + violations.size()
                + " violations");
        violations.forEach(System.out::println);
        assertThat(violations).as("logs in %s", data).isEmpty();
    }

    /** Jobs that are submitted while the fleet changes. */
    private static final class Course implements AutoCloseable {
        private final Submitter submitter;
        private final Broker broker;

        Course(String keys, MixedFleet fleet, Broker broker) {
            this.submitter = new Submitter(fleet.urls(), keys.hashCode(), keys);
            this.broker = broker;
            submitter.start();
        }

        /** Waits until some more jobs were accepted, and then until some more of them ended. */
        void await(String fleet) {
            long begin = System.nanoTime();
            int most = submitter.accepted().size() + JOBS;
            until("accepted", fleet, () -> submitter.accepted().size() >= most);
            long more = completed() + JOBS;
            until("completed", fleet, () -> completed() >= more);
            System.out.println("upgrade: " + fleet + ": " + submitter.accepted().size() + " accepted, " + completed()
                    + " completed, after " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
        }

        /** Asks for its first jobs again, as after lost answers: no new ones are made. */
        void repeatFirst() {
            List<Accepted> all = submitter.accepted();
            for (Accepted job : all.subList(0, 5)) {
                until("repeated", job.key(), () -> submitter.submit(job.key(), job.steps()));
                assertThat(ids(job.key(), submitter.accepted())).isEqualTo(ids(job.key(), all));
            }
        }

        private static Set<String> ids(String key, List<Accepted> accepted) {
            return accepted.stream()
                    .filter(job -> job.key().equals(key))
                    .map(Accepted::id)
                    .collect(Collectors.toSet());
        }

        /** Waits as {@link #await} does; each key that is used first in this time makes one job. */
        void awaitOnePerKey(String fleet) {
            List<Accepted> before = submitter.accepted();
            await(fleet);
            List<Accepted> all = submitter.accepted();
            all.subList(before.size(), all.size()).stream()
                    .map(Accepted::key)
                    .distinct()
                    .filter(key -> ids(key, before).isEmpty())
                    .forEach(key -> assertThat(ids(key, all)).as(key).hasSize(1));
        }

        /** Ends it, waits until all is quiet, and answers what was accepted. */
        List<Accepted> end(Gateways gateways) {
            submitter.close();
            until("quiet", "at the end", gateways::isQuiet);
            until("read", "at the end", () -> broker.lag() == 0);
            List<String> known = submitter.troubles().stream()
                    .filter(trouble -> trouble.contains(CONFLICT))
                    .toList();
            System.out.println(
                    "upgrade: " + known.size() + " keys of jobs of this release were refused by old gateways");
            assertThat(submitter.troubles()).containsExactlyElementsOf(known);
            return submitter.accepted();
        }

        private long completed() {
            return broker.records().events().stream()
                    .filter(event -> event.kind() == JobEvent.Kind.COMPLETED)
                    .count();
        }

        private static void until(String what, String fleet, Callable<Boolean> condition) {
            Awaitility.await(what + ": " + fleet)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(condition);
        }

        @Override
        public void close() {
            submitter.close();
        }
    }
}
