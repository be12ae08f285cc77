package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Topics;

/** The stack's own broker and store, taken as somebody else's. */
class ProvisionIT {
    private static StackProcess stack;

    @BeforeAll
    static void start() {
        stack = StackProcess.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void createsWhatIsMissingAndSetsTheRestAgain() throws Exception {
        try (Admin admin = new KafkaClients(stack.bootstrapServers()).admin()) {
            admin.deleteTopics(Topics.ALL).all().get();
            admin.createTopics(List.of(new NewTopic(Topics.EVENTS, Optional.of(4), Optional.empty())
                            .configs(Map.of("retention.ms", "1000"))))
                    .all()
                    .get();

            Program first = provision("--bucket", "another", "--partitions", "6", "--lock-duration", "20s");
            Program second = provision("--bucket", "another", "--partitions", "6", "--lock-duration", "20s");

            assertThat(first.output())
                    .contains("topics made: stylize.submissions, stylize.requests")
                    .doesNotContain("stylize.events")
                    .contains("bucket another made");
            assertThat(first.exitCode()).isZero();
            assertThat(second.output())
                    .contains("topics made: none, all were there")
                    .contains("bucket another was there");
            assertThat(second.exitCode()).isZero();
            assertThat(setting(admin, ConfigResource.Type.TOPIC, Topics.EVENTS, "retention.ms"))
                    .isEqualTo("2592000000");
            assertThat(setting(admin, ConfigResource.Type.GROUP, Topics.WORKER_GROUP, "share.record.lock.duration.ms"))
                    .isEqualTo("20000");
            assertThat(setting(
                            admin, ConfigResource.Type.GROUP, Topics.WORKER_GROUP, "share.partition.max.record.locks"))
                    .isEqualTo("10000");

            admin.createPartitions(Map.of(Topics.REPORTS, NewPartitions.increaseTo(7)))
                    .all()
                    .get();
            Program uneven = provision();

            assertThat(uneven.exitCode()).isEqualTo(1);
            assertThat(uneven.output())
                    .contains("need the same number of partitions")
                    .contains("stylize.reports=7")
                    .contains("stylize.submissions=6");
        }
    }

    @Test
    void saysWhenThereAreFewerBrokersThanReplicas() throws Exception {
        Program program = provision("--replicas", "3", "--min-isr", "2");

        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.output())
                .contains("--replicas is 3 but Kafka at " + stack.bootstrapServers() + " has 1 broker.")
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhenNoWriteCouldBeTaken() throws Exception {
        Program program = provision("--replicas", "2", "--min-isr", "3");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.output()).contains("--min-isr must be at most --replicas, 2, but is 3");
    }

    @Test
    void saysWhenKafkaCannotBeReached() throws Exception {
        int nobody = new Ports().choose("127.0.0.1", 0, "nobody", "");

        Program program = Program.run(
                "provision",
                "--bootstrap",
                "127.0.0.1:" + nobody,
                "--s3-endpoint",
                stack.s3Endpoint(),
                "--timeout",
                "2s");

        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.output())
                .contains("Cannot set up Kafka at 127.0.0.1:" + nobody)
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhenTheStoreRefuses() throws Exception {
        Program program = provision("--secret-key", "wrong-secret");

        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.output())
                .contains("Cannot set up bucket stylize at " + stack.s3Endpoint())
                .doesNotContain("wrong-secret")
                .doesNotContain("\tat ");
    }

    private static Program provision(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("provision", "--bootstrap", stack.bootstrapServers(), "--s3-endpoint", stack.s3Endpoint()));
        arguments.addAll(List.of(more));
        return Program.run(arguments.toArray(String[]::new));
    }

    private static String setting(Admin admin, ConfigResource.Type type, String name, String setting) throws Exception {
        ConfigResource resource = new ConfigResource(type, name);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(setting).value();
    }
}
