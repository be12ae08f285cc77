package org.stylize.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.Topics;
import org.stylize.stack.StackProcess;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.faults.Accepted;
import org.stylize.systemtests.faults.Broker;
import org.stylize.systemtests.faults.Gateways;
import org.stylize.systemtests.faults.History;
import org.stylize.systemtests.faults.Store;
import org.stylize.systemtests.faults.Submitter;

/** Three brokers with topics of three replicas, two of which a write needs: one may die, and of two nothing is lost. */
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int STEPS = 2;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void oneBrokerMayDieAndOfTwoNothingIsLost() throws Exception {
        try (StackProcess stack = StackProcess.start(); // for its store
                Cluster kafka = new Cluster(data);
                Fleet fleet = new Fleet(new FleetSettings(
                        Checkout.root(), data, 0, 0, 0, Map.of("worker.threads", "1", "gateway.name", "only")))) {
            assertThat(provisionedAfterAPoorTopic(kafka, stack))
                    .contains(
                            "these topics have fewer replicas, so no write to them would be taken: {stylize.events=1}");
            assertThat(provision(kafka, stack).output()).doesNotContain("warning");
            fleet.connectTo(Map.of(
                    "kafka.bootstrap-servers", kafka.bootstrapServers(),
                    "s3.endpoint", stack.s3Endpoint(),
                    "s3.access-key", stack.accessKey(),
                    "s3.secret-key", stack.secretKey(),
                    "s3.bucket", stack.bucket()));
            URI url = URI.create(fleet.startGateway().awaitReady(PATIENCE).getProperty("http.url"));
            fleet.startWorker().awaitReady(PATIENCE);
            Gateways gateways = new Gateways(List.of(url));
            Broker broker = new Broker(kafka.bootstrapServers());
            Submitter submitter = new Submitter(List.of(url), 0, "");

            doOne("all three", submitter, gateways);
            assertReplicated(kafka);
            int leader = leaderOfRequests(kafka);
            kafka.kill(leader);
            doOne("two of three", submitter, gateways);
            assertThat(provision(kafka, stack).output())
                    .contains("--replicas is 3 but Kafka at " + kafka.bootstrapServers() + " has 2 brokers");

            int second = leaderOfRequests(kafka);
            kafka.kill(second);
            int before = submitter.accepted().size();
            await("refusal").atMost(PATIENCE).ignoreExceptions().until(() -> refused(submitter));

            kafka.restart(leader, second);
            doOne("one of three", submitter, gateways);
            doOne("all three again", submitter, gateways);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> broker.lag() == 0);

            assertThat(submitter.troubles()).isEmpty();
            assertThat(submitter.accepted()).hasSize(before + 2);
            Broker.Records records =
                    await().atMost(PATIENCE).ignoreExceptions().until(broker::records, Objects::nonNull);
            Store store = new Store(stack.dataDirectory().resolve("s3"));
            assertThat(new History(submitter.accepted(), records, store, gateways, true).violations())
                    .isEmpty();
        }
    }

    /** What provision says where a topic of the system has one replica, which is deleted then. */
    private String provisionedAfterAPoorTopic(Cluster kafka, StackProcess stack) throws Exception {
        try (Admin admin = admin(kafka)) {
            NewTopic poor = new NewTopic(Topics.EVENTS, Optional.of(6), Optional.of((short) 1));
            admin.createTopics(List.of(poor)).all().get();
            Command.Ended ended = provision(kafka, stack);
            assertThat(ended.exit()).isEqualTo(1);
            assertThat(admin.listTopics().names().get()).containsExactly(Topics.EVENTS);
            admin.deleteTopics(List.of(Topics.EVENTS)).all().get();
            return ended.output();
        }
    }

    private Command.Ended provision(Cluster kafka, StackProcess stack) {
        return Command.in(
                        data,
                        Checkout.file("scripts/stack").toString(),
                        "provision",
                        "--bootstrap",
                        kafka.bootstrapServers(),
                        "--s3-endpoint",
                        stack.s3Endpoint(),
                        "--partitions",
                        "6",
                        "--replicas",
                        "3",
                        "--min-isr",
                        "2")
                .with("STYLIZE_NO_BUILD", "1")
                .end(PATIENCE);
    }

    /** Has a job accepted and done. */
    private static void doOne(String key, Submitter submitter, Gateways gateways) {
        await("submission: " + key).atMost(PATIENCE).until(() -> submitter.submit(key, STEPS));
        List<Accepted> accepted = submitter.accepted();
        String id = accepted.get(accepted.size() - 1).id();
        await("end of job: " + key).atMost(PATIENCE).until(() -> gateways.states(id)
                .equals(Set.of("COMPLETED")));
    }

    /** Whether a submission is answered that the brokers cannot take it now, not that it is accepted. */
    private static boolean refused(Submitter submitter) throws IOException, InterruptedException {
        HttpResponse<String> answer = submitter.answer("one of three", STEPS);
        assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(202);
        return answer.statusCode() == 503 && answer.body().contains("unavailable");
    }

    /** All topics have three replicas that are in sync, those of Kafka and of the ledger too, and a write needs two. */
    private static void assertReplicated(Cluster kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            Map<String, TopicDescription> topics =
                    admin.describeTopics(names).allTopicNames().get();
            Map<ConfigResource, Config> settings = admin.describeConfigs(names.stream()
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .toList())
                    .all()
                    .get();

            assertThat(names)
                    .containsAll(Topics.ALL)
                    .contains("__consumer_offsets", "__transaction_state", "__share_group_state")
                    .anyMatch(name -> name.startsWith("stylize-ledger-") && name.endsWith("-changelog"));
            assertThat(topics.get(Topics.SUBMISSIONS).partitions()).hasSize(6);
            assertThat(topics.values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).allSatisfy(partition -> {
                        assertThat(partition.replicas()).as(topic.name()).hasSize(3);
                        assertThat(partition.isr()).as(topic.name()).hasSize(3);
                    }));
            Map<String, String> needed = settings.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().name(),
                            entry -> entry.getValue().get("min.insync.replicas").value(),
                            (one, other) -> one,
                            TreeMap::new));
            assertThat(needed)
                    .allSatisfy((topic, least) -> assertThat(least).as(topic).isEqualTo("2"));
        }
    }

    private static int leaderOfRequests(Cluster kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            return admin.describeTopics(List.of(Topics.REQUESTS))
                    .allTopicNames()
                    .get()
                    .get(Topics.REQUESTS)
                    .partitions()
                    .get(0)
                    .leader()
                    .id();
        }
    }

    private static Admin admin(Cluster kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
