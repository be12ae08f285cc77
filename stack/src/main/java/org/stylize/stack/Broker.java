package org.stylize.stack;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;

/** One Kafka node that is broker and controller (KRaft), with share groups and transactions on. */
final class Broker implements AutoCloseable {
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final Settings settings;

    private Broker(KafkaRaftServer server, Settings settings) {
        this.server = server;
        this.settings = settings;
    }

    /**
     * Where the broker listens and keeps its log.
     *
     * @param directory its own; formatted if it is empty
     * @param host the address to listen on
     * @param port to listen on for clients
     * @param advertisedHost the name under which clients reach it
     * @param advertisedPort the port under which clients reach it
     * @param controllerPort of the node's traffic with itself; always on loopback
     * @param security how clients prove who they are; null if anybody may do anything, in plain text
     */
    record Settings(
            Path directory,
            String host,
            int port,
            String advertisedHost,
            int advertisedPort,
            int controllerPort,
            @Nullable Security security) {}

    /**
     * Clients come over TLS with a password (SASL/SCRAM-SHA-512), and may do what they were allowed.
     *
     * @param certificate PEM file with the broker's key and certificates
     * @param authority PEM file with the certificates that clients' and broker's certificates come from
     * @param admin the user with all rights, which the broker uses itself
     * @param password of that user, letters and digits
     */
    record Security(Path certificate, Path authority, String admin, String password) {}

    /** Formats the directory if it is new, and returns when the broker serves clients. */
    static Broker start(Settings settings) {
        format(settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties(settings)), Time.SYSTEM);
        server.startup();
        return new Broker(server, settings);
    }

    /** Where clients reach it. */
    String bootstrapServers() {
        return settings.advertisedHost() + ":" + settings.advertisedPort();
    }

    /** Stops the broker cleanly and waits for it. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Settings settings) {
        if (Files.exists(settings.directory().resolve("meta.properties"))) {
            return;
        }
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Formatter formatter = new Formatter();
            if (settings.security() != null) {
                formatter.setScramArguments(
                        List.of("SCRAM-SHA-512=[name=" + settings.security().admin() + ",password="
                                + settings.security().password() + "]"));
            }
            formatter
                    .setPrintStream(nowhere)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(settings.directory().toString())
                    .addDirectory(settings.directory().toString())
                    .run();
        } catch (Exception e) { // the library declares it
            throw new StackException(
                    ExitCodes.FAILED, "Cannot format " + settings.directory() + " for the broker: " + e, e);
        }
    }

    private static Properties properties(Settings settings) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", String.valueOf(NODE));
        p.setProperty("log.dirs", settings.directory().toString());
        p.setProperty(
                "listeners",
                "CLIENTS://" + settings.host() + ":" + settings.port() + ",CONTROLLER://127.0.0.1:"
                        + settings.controllerPort());
        p.setProperty(
                "advertised.listeners", "CLIENTS://" + settings.advertisedHost() + ":" + settings.advertisedPort());
        p.setProperty("inter.broker.listener.name", "CLIENTS");
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.putAll(securityProperties(settings.security()));
        p.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + settings.controllerPort());
        p.setProperty("auto.create.topics.enable", "false");

        // One node: nothing to replicate to.
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");

        // Small: few partitions of the broker's own topics, few threads, 8 MB instead of 128 MB for the log cleaner.
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.num.partitions", "4");
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("log.cleaner.dedupe.buffer.size", "8388608");

        // After kill -9 the node's old session must run out before it may register again. With 3 s that was sooner, but
        // on a loaded machine (load 35 on two cores) the node fenced itself again and again, and nothing went on.
        p.setProperty("broker.session.timeout.ms", "9000");
        p.setProperty("broker.heartbeat.interval.ms", "500");

        // A worker that joins has its first record after about a second; one that died is noticed after ten.
        p.setProperty("group.share.min.heartbeat.interval.ms", "500");
        p.setProperty("group.share.heartbeat.interval.ms", "500");
        p.setProperty("group.share.min.session.timeout.ms", "10000");
        p.setProperty("group.share.session.timeout.ms", "10000");
        p.setProperty("group.share.min.record.lock.duration.ms", "1000");
        // The most that Kafka allows of both. By default 200 workers are the limit, and the next one gets nothing.
        p.setProperty("group.share.max.size", "1000");
        p.setProperty("group.share.max.partition.max.record.locks", "10000");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        return p;
    }

    private static Map<String, String> securityProperties(@Nullable Security security) {
        Map<String, String> p = new HashMap<>();
        if (security == null) {
            p.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
            return p;
        }
        p.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:SASL_PLAINTEXT");
        p.put("ssl.keystore.type", "PEM");
        p.put("ssl.keystore.location", security.certificate().toString());
        p.put("ssl.truststore.type", "PEM");
        p.put("ssl.truststore.location", security.authority().toString());
        p.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        p.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        String user = "required username=\"" + security.admin() + "\" password=\"" + security.password() + "\"";
        p.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule " + user + ";");
        // The node's traffic with itself begins before the node can look up a user, so this password stands here.
        p.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        p.put("sasl.mechanism.controller.protocol", "PLAIN");
        p.put(
                "listener.name.controller.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule " + user + " user_" + security.admin() + "=\""
                        + security.password() + "\";");
        p.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        p.put("super.users", "User:" + security.admin());
        p.put("allow.everyone.if.no.acl.found", "false");
        return p;
    }
}
