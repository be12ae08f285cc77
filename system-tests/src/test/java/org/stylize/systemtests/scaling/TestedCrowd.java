package org.stylize.systemtests.scaling;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.stylize.proto.Topics;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;

/** A broker, a gateway with its ledger, and processes with many workers. For one thread. */
final class TestedCrowd implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(8);
    private static final int MOST_OF_A_PROCESS = 250;
    private static final Duration SLICE = Duration.ofMinutes(3);

    private final Path data;
    private final Duration step;
    private final Fleet fleet;
    private final ServiceProcess gateway;
    private final ServiceProcess stack;
    private final Admin admin;
    private final BrokerCounters broker;
    private final List<CrowdProcess> processes = new ArrayList<>();
    private int started;

    /**
     * Starts broker and gateway, and no worker yet.
     *
     * @param lock how long a worker holds a request without renewing it
     * @param step how long a step of a job takes
     * @param window {@code gateway.ledger.window}; 0 for the default
     * @param heartbeat of each worker to the coordinator of the group
     */
    TestedCrowd(Path data, Duration lock, Duration step, int window, Duration heartbeat) {
        this.data = data;
        this.step = step;
        Map<String, String> settings = new HashMap<>();
        settings.put("stack.lock-duration", lock.toSeconds() + "s");
        if (window > 0) {
            settings.put("gateway.ledger.window", String.valueOf(window));
        }
        fleet = new Fleet(new FleetSettings(Checkout.root(), data, 0, 0, 0, settings));
        try {
            Files.createDirectories(data.resolve("store"));
            stack = fleet.startStack();
            gateway = fleet.startGateway();
            gateway.awaitReady(DEADLINE);
            admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
            setHeartbeat(heartbeat);
            broker = new BrokerCounters(stack.pid());
        } catch (IOException e) {
            fleet.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    String bootstrapServers() {
        return String.valueOf(fleet.addresses().get("kafka.bootstrap-servers"));
    }

    private void setHeartbeat(Duration heartbeat) {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKER_GROUP);
        ConfigEntry setting = new ConfigEntry("share.heartbeat.interval.ms", String.valueOf(heartbeat.toMillis()));
        try {
            admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(setting, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets workers join, in processes of their own, and returns when all ask for jobs. */
    List<CrowdProcess> join(int workers) {
        List<CrowdProcess> made = new ArrayList<>();
        int each = Math.min(MOST_OF_A_PROCESS, Math.max(1, workers / 2));
        for (int left = workers; left > 0; left -= each) {
            started++;
            CrowdProcess process = new CrowdProcess("crowd" + started, bootstrapServers(), data, step, SLICE, "1500m");
            processes.add(process);
            made.add(process);
            process.start(Math.min(each, left));
        }
        awaitPolling();
        return made;
    }

    /** Until all workers ask for jobs, and the group has exactly them. */
    void awaitPolling() {
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(200)).until(() -> looks().stream()
                .allMatch(look -> look.getOrDefault("polling", 0L).equals(look.get("members"))));
        long workers = looks().stream()
                .mapToLong(look -> look.getOrDefault("members", 0L))
                .sum();
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(200)).until(() -> members() == workers);
    }

    /** What all workers together have done. */
    Map<String, Long> look() {
        Map<String, Long> sum = new HashMap<>();
        looks().forEach(look -> look.forEach((name, number) -> sum.merge(name, number, Long::sum)));
        return sum;
    }

    private List<Map<String, Long>> looks() {
        return processes.stream().map(CrowdProcess::look).toList();
    }

    /** Members of the share group. */
    int members() {
        try {
            return admin.describeShareGroups(List.of(Topics.WORKER_GROUP))
                    .describedGroups()
                    .getOrDefault(Topics.WORKER_GROUP, null)
                    .get()
                    .members()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<CrowdProcess> processes() {
        return List.copyOf(processes);
    }

    /** One that was killed or stopped counts no more. */
    void forget(CrowdProcess gone) {
        processes.remove(gone);
    }

    BrokerCounters broker() {
        return broker;
    }

    /** Seconds of processor time so far: of the broker with the store, the gateway with the ledger, the workers. */
    Map<String, Double> processorSeconds() {
        return Map.of(
                "broker", ProcessorTime.seconds(stack.pid()),
                "gateway", ProcessorTime.seconds(gateway.pid()),
                "workers",
                        processes.stream()
                                .mapToDouble(process -> ProcessorTime.seconds(process.pid()))
                                .sum());
    }

    /** Resident memory of each. */
    Map<String, Long> residentMebibytes() {
        return Map.of(
                "broker", ProcessorTime.residentMebibytes(stack.pid()),
                "gateway", ProcessorTime.residentMebibytes(gateway.pid()),
                "workers",
                        processes.stream()
                                .mapToLong(process -> ProcessorTime.residentMebibytes(process.pid()))
                                .sum());
    }

    @Override
    public void close() {
        processes.forEach(CrowdProcess::requestStop);
        processes.forEach(CrowdProcess::close);
        broker.close();
        admin.close();
        fleet.close();
    }
}
