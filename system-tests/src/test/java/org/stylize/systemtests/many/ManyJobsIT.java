package org.stylize.systemtests.many;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;

/**
 * What a gateway does when there are very many jobs, and it starts again, loses its disk, or dies while another gateway
 * stands by. The system properties {@code many.jobs} and {@code many.ended} set the number of open jobs and of jobs that
 * ended; with a million it is a measurement, which docs/performance.md describes. Prints what each part took.
 */
class ManyJobsIT {
    private static final String DEFAULT_JOBS = "2000";
    private static final int DEFAULT_ENDED = 1_000;
    private static final int MARGIN = 100; // jobs that are submitted twice

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void aGatewayThatLostItsDiskKnowsEveryJobAndOneThatStandsByTakesOver() throws IOException {
        int count = Integer.parseInt(System.getProperty("many.jobs", DEFAULT_JOBS));
        try (Fleet fleet = new Fleet(new FleetSettings(Checkout.root(), data, 0, 0, 0, Map.of()))) {
            fleet.startStack();
            Submissions submissions = new Submissions(fleet.addresses().get("kafka.bootstrap-servers"));

            ServiceProcess first = fleet.startGateway("first", 0);
            Gateway gateway = Gateway.of(first);
            Stopwatch watch = new Stopwatch();
            submissions.write(count);
            gateway.awaitQueued(count);
            watch.say("admitted " + count + " jobs");
            gateway.look(watch);

            first.close();
            watch.restart();
            first = fleet.startGateway("first", 0);
            gateway = Gateway.of(first);
            watch.say("ready again with its disk");
            gateway.awaitQueued(count);
            gateway.look(watch);

            ServiceProcess second = fleet.startGateway("second", 0);
            Gateway standby = Gateway.of(second);
            standby.awaitQueued(count);
            first.kill9();
            watch.restart();
            submissions.write(MARGIN);
            standby.awaitQueued(count + MARGIN);
            watch.say("another gateway took over after a kill, and admitted " + MARGIN + " jobs");

            second.kill9();
            int ended = Integer.getInteger("many.ended", DEFAULT_ENDED);
            watch.restart();
            new Past(fleet.addresses().get("kafka.bootstrap-servers")).write(ended);
            watch.say("wrote " + ended + " jobs that ended");
            delete(data.resolve("ledger-first"));
            delete(data.resolve("ledger-second"));
            watch.restart();
            first = fleet.startGateway("first", 0);
            gateway = Gateway.of(first);
            watch.say("ready after the loss of its disk");
            submissions.writeAgain(MARGIN);
            submissions.write(1);
            gateway.awaitQueued(count + MARGIN + 1);
            gateway.look(watch);

            first.close();
            watch.restart();
            first = fleet.startGateway("first", 0);
            gateway = Gateway.of(first);
            watch.say("ready again with its disk and all jobs");
            gateway.look(watch);
            assertThat(submissions.admissions())
                    .as("jobs that were submitted twice were admitted once")
                    .isEqualTo(count + MARGIN + 1L);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        }
    }
}
