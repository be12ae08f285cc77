package org.stylize.systemtests.scaling;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.JobId;
import org.stylize.proto.Lane;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.StoredPictures;

/**
 * Workers as they are shipped, more and more of them on one machine, with tiny pictures: what a job costs each process. A
 * measurement: {@code -Dworkers.counts=1,2,4,8}; {@code workers.out} is a file for its figures.
 */
@EnabledIfSystemProperty(named = "workers.counts", matches = ".+")
class RealWorkersIT {
    private static final Duration DEADLINE = Duration.ofMinutes(8);
    private static final Duration STEP = Duration.ofMillis(100);
    /** Some 20 steps at 32 pixels. */
    private static final Duration JOB = Duration.ofSeconds(2);

    private static final int JOBS = Integer.getInteger("workers.jobs", 60);
    private static final long SEED = 20261201;

    private final ArrayNode result = new ObjectMapper().createArrayNode();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void moreWorkersDoMoreJobsAsLongAsThereAreProcessorsForThem() throws IOException {
        List<ServiceProcess> workers = new ArrayList<>();
        Map<String, String> settings = Map.of("worker.threads", "1");
        try (Fleet fleet = new Fleet(new FleetSettings(Checkout.root(), data, 0, 0, 0, settings))) {
            ServiceProcess stack = fleet.startStack();
            StoredPictures.put(fleet, data);
            ServiceProcess gateway = fleet.startGateway();
            gateway.awaitReady(DEADLINE);
            String broker = String.valueOf(fleet.addresses().get("kafka.bootstrap-servers"));
            try (Lives lives = new Lives(broker);
                    Orders orders = new Orders(broker, STEP)) {
                for (String count : System.getProperty("workers.counts").split(",", -1)) {
                    while (workers.size() < Integer.parseInt(count)) {
                        workers.add(fleet.startWorker());
                    }
                    workers.forEach(worker -> worker.awaitReady(DEADLINE));
                    jobs(lives, orders, 2 * workers.size()); // the first of a worker are slower
                    measure(lives, orders, stack, gateway, workers);
                }
            }
        } finally {
            String out = System.getProperty("workers.out");
            if (out != null) {
                Files.writeString(
                        Checkout.file(out),
                        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
            }
        }
    }

    private void measure(
            Lives lives, Orders orders, ServiceProcess stack, ServiceProcess gateway, List<ServiceProcess> workers) {
        double broker = ProcessorTime.seconds(stack.pid());
        double ledger = ProcessorTime.seconds(gateway.pid());
        double painting = processorSeconds(workers);
        long began = System.nanoTime();
        jobs(lives, orders, JOBS);
        double seconds = (System.nanoTime() - began) / 1e9;
        ObjectNode one = result.addObject();
        one.put("workers", workers.size()).put("jobs", JOBS).put("load", ProcessorTime.load());
        one.put("jobsPerMinute", Meter.rounded(60 * JOBS / seconds));
        one.put("processorSecondsOfAJob", Meter.rounded((processorSeconds(workers) - painting) / JOBS));
        one.put("gatewaySecondsOfAJob", Meter.rounded((ProcessorTime.seconds(gateway.pid()) - ledger) / JOBS));
        one.put("stackSecondsOfAJob", Meter.rounded((ProcessorTime.seconds(stack.pid()) - broker) / JOBS));
        System.out.println("workers: " + one);
    }

    private static double processorSeconds(List<ServiceProcess> workers) {
        return workers.stream()
                .mapToDouble(worker -> ProcessorTime.seconds(worker.pid()))
                .sum();
    }

    private static void jobs(Lives lives, Orders orders, int count) {
        List<JobId> ids = orders.submit("default", Lane.INTERACTIVE, count, new ServiceTimes(SEED, JOB)).stream()
                .map(Orders.Order::id)
                .toList();
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(50)).until(() -> lives.ended(ids) == count);
    }
}
