package org.stylize.systemtests.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.stylize.systemtests.FreePort;

/** A Kafka of three brokers, set as docs/upgrades.md says, but for the number of partitions of its own topics. */
final class Cluster implements AutoCloseable {
    private static final int SIZE = 3;
    /** Of brokers for production. */
    private static final Map<String, String> REPLICATED = Map.of(
            "default.replication.factor", "3",
            "min.insync.replicas", "2",
            "offsets.topic.replication.factor", "3",
            "transaction.state.log.replication.factor", "3",
            "transaction.state.log.min.isr", "2",
            "share.coordinator.state.topic.replication.factor", "3",
            "share.coordinator.state.topic.min.isr", "2",
            "auto.create.topics.enable", "false");
    /** Of brokers that three of are on one machine. */
    private static final Map<String, String> SMALL = Map.of(
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.num.partitions", "4",
            "log.cleaner.dedupe.buffer.size", "8388608",
            "num.network.threads", "2",
            "num.io.threads", "4",
            "group.initial.rebalance.delay.ms", "0");

    private final List<Integer> ports =
            Stream.generate(FreePort::next).limit(SIZE).toList();
    private final List<Integer> controllerPorts =
            Stream.generate(FreePort::next).limit(SIZE).toList();
    private final List<Node> nodes = new ArrayList<>();

    /** Starts it and waits until it takes clients. */
    Cluster(Path directory) {
        String cluster = Uuid.randomUuid().toString();
        for (int id = 1; id <= SIZE; id++) {
            Path own = directory.resolve("kafka-" + id);
            nodes.add(Node.format(id, cluster, own, settings(id, own)));
        }
        nodes.forEach(Node::start);
        nodes.forEach(Node::awaitStarted);
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "localhost:" + port).collect(Collectors.joining(","));
    }

    /** Kills a broker. */
    void kill(int id) {
        node(id).kill();
    }

    /** Starts a killed broker again, and waits until it takes clients. */
    void restart(Integer... ids) {
        List<Node> started = Stream.of(ids).map(this::node).toList();
        started.forEach(Node::start);
        started.forEach(Node::awaitStarted);
    }

    private Node node(int id) {
        return nodes.stream().filter(node -> node.id() == id).findFirst().orElseThrow();
    }

    private Map<String, String> settings(int id, Path directory) {
        int port = ports.get(id - 1);
        Map<String, String> settings = new HashMap<>(REPLICATED);
        settings.putAll(SMALL);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(id));
        settings.put("log.dirs", directory.resolve("data").toString());
        settings.put(
                "listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPorts.get(id - 1));
        settings.put("advertised.listeners", "CLIENTS://localhost:" + port);
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, SIZE)
                        .mapToObj(voter -> voter + "@127.0.0.1:" + controllerPorts.get(voter - 1))
                        .collect(Collectors.joining(",")));
        return settings;
    }

    @Override
    public void close() {
        nodes.forEach(Node::kill); // clean stops of all three would wait for each other
    }
}
