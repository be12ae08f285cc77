package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Topics;

class BrokerIT {
    private static final Duration LOCK = Duration.ofSeconds(4);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static StackProcess stack;
    private static KafkaClients clients;

    @BeforeAll
    static void start() {
        stack = StackProcess.start("--lock-duration", "4s");
        clients = new KafkaClients(stack.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void hasTheTopicsOfTheSystemAndNoOthers() throws Exception {
        try (Admin admin = clients.admin()) {
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(Topics.ALL);
            admin.describeTopics(Topics.ALL).allTopicNames().get().values().forEach(topic -> assertThat(
                            topic.partitions())
                    .as(topic.name())
                    .hasSize(
                            Set.of(
                                                    Topics.REQUESTS,
                                                    Topics.KEYS,
                                                    Topics.SESSIONS,
                                                    Topics.BATCHES,
                                                    Topics.AUDIT,
                                                    Topics.WEBHOOKS)
                                            .contains(topic.name())
                                    ? 1
                                    : 4));
        }
    }

    @Test
    void hasTheSettingsOfTheShareGroup() throws Exception {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKER_GROUP);
        try (Admin admin = clients.admin()) {
            Config config = admin.describeConfigs(List.of(group)).all().get().get(group);

            assertThat(config.get("share.auto.offset.reset").value()).isEqualTo("earliest");
            assertThat(config.get("share.isolation.level").value()).isEqualTo("read_committed");
            assertThat(config.get("share.record.lock.duration.ms").value()).isEqualTo("4000");
            assertThat(config.get("share.partition.max.record.locks").value()).isEqualTo("10000");
        }
    }

    @Test
    void takesAsManyWorkersAsKafkaCan() throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (Admin admin = clients.admin()) {
            Config config = admin.describeConfigs(List.of(broker)).all().get().get(broker);

            assertThat(config.get("group.share.max.size").value()).isEqualTo("1000");
        }
    }

    @Test
    void givesARequestToOneWorkerForAsLongAsItsLockIsRenewed() throws Exception {
        try (ShareConsumer<String, String> first = clients.worker();
                ShareConsumer<String, String> second = clients.worker()) {
            clients.request("job-renewed", "long");
            ConsumerRecord<String, String> record = KafkaClients.next(first, SOON);
            long end = System.nanoTime() + LOCK.multipliedBy(3).toNanos();

            while (System.nanoTime() - end < 0) {
                first.acknowledge(record, AcknowledgeType.RENEW);
                first.commitSync();
                record = KafkaClients.next(first, SOON); // the same one, to be acknowledged again
                assertThat(record.key()).isEqualTo("job-renewed");
                assertThat(second.poll(Duration.ofMillis(200))).isEmpty();
            }
            KafkaClients.accept(first, record);

            assertThat(record.deliveryCount()).hasValue((short) 1);
            assertThat(second.poll(LOCK.plusSeconds(1))).isEmpty();
        }
    }

    @Test
    void givesARequestToTheNextWorkerWhenItsLockRunsOut() throws Exception {
        try (ShareConsumer<String, String> dead = clients.worker();
                ShareConsumer<String, String> next = clients.worker()) {
            clients.request("job-lost", "short");
            ConsumerRecord<String, String> lost = KafkaClients.next(dead, SOON);

            ConsumerRecord<String, String> again = KafkaClients.next(next, SOON);
            KafkaClients.accept(next, again);

            assertThat(again.key()).isEqualTo(lost.key());
            assertThat(again.deliveryCount().orElseThrow()).isGreaterThan((short) 1);
        }
    }

    @Test
    void sharesTheRequestsOfOneTransactionAmongAllWorkers() throws Exception {
        try (Producer<String, String> ledger =
                        clients.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "ledger-shared"));
                ShareConsumer<String, String> first = clients.worker();
                ShareConsumer<String, String> second = clients.worker();
                ShareConsumer<String, String> third = clients.worker()) {
            awaitMembers(List.of(first, second, third));
            ledger.initTransactions();
            ledger.beginTransaction();
            for (String job : List.of("job-1", "job-2", "job-3")) {
                var unused = ledger.send(new ProducerRecord<>(Topics.REQUESTS, job, "short")); // in one batch
            }
            ledger.commitTransaction();

            ConsumerRecord<String, String> one = KafkaClients.next(first, SOON); // and stays busy with it
            ConsumerRecord<String, String> two = KafkaClients.next(second, SOON);
            ConsumerRecord<String, String> three = KafkaClients.next(third, SOON);
            KafkaClients.accept(first, one);
            KafkaClients.accept(second, two);
            KafkaClients.accept(third, three);

            assertThat(List.of(one.key(), two.key(), three.key())).containsExactlyInAnyOrder("job-1", "job-2", "job-3");
            assertThat(List.of(one.deliveryCount(), two.deliveryCount(), three.deliveryCount()))
                    .containsOnly(Optional.of((short) 1));
        }
    }

    @Test
    void givesNewRequestsToAnIdleWorkerWhileAnotherRenews() throws Exception {
        try (ShareConsumer<String, String> busy = clients.worker();
                ShareConsumer<String, String> idle = clients.worker()) {
            clients.request("job-long", "long");
            ConsumerRecord<String, String> record = KafkaClients.next(busy, SOON);

            for (int i = 0; i < 5; i++) {
                clients.request("job-short-" + i, "short");
                busy.acknowledge(record, AcknowledgeType.RENEW);
                busy.commitSync();
                record = KafkaClients.next(busy, SOON);
                assertThat(record.key()).isEqualTo("job-long");

                ConsumerRecord<String, String> other = KafkaClients.next(idle, SOON);
                KafkaClients.accept(idle, other);
                assertThat(other.key()).isEqualTo("job-short-" + i);
                assertThat(other.deliveryCount()).hasValue((short) 1);
            }
            KafkaClients.accept(busy, record);
        }
    }

    @Test
    void hidesRequestsOfAbortedTransactions() throws Exception {
        try (Producer<String, String> ledger =
                        clients.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "ledger"));
                ShareConsumer<String, String> worker = clients.worker()) {
            ledger.initTransactions();
            ledger.beginTransaction();
            ledger.send(new ProducerRecord<>(Topics.REQUESTS, "same-partition", "aborted"))
                    .get();
            ledger.abortTransaction();
            ledger.beginTransaction();
            ledger.send(new ProducerRecord<>(Topics.REQUESTS, "same-partition", "committed"))
                    .get();
            ledger.commitTransaction();

            ConsumerRecord<String, String> record = KafkaClients.next(worker, SOON);
            KafkaClients.accept(worker, record);

            assertThat(record.value()).isEqualTo("committed");
        }
    }

    /** Polls until the group has these members and each of them has a share of the topic. */
    private static void awaitMembers(List<ShareConsumer<String, String>> workers) {
        try (Admin admin = clients.admin()) {
            await().atMost(SOON).until(() -> {
                workers.forEach(worker -> assertThat(worker.poll(Duration.ZERO)).isEmpty());
                var group = admin.describeShareGroups(List.of(Topics.WORKER_GROUP))
                        .all()
                        .get()
                        .get(Topics.WORKER_GROUP);
                return group.members().stream()
                                .filter(member ->
                                        !member.assignment().topicPartitions().isEmpty())
                                .count()
                        == workers.size();
            });
        }
    }
}
