package org.stylize.stack;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stylize.proto.Topics;

/** Plain clients as workers and ledger configure them. */
record KafkaClients(String bootstrapServers) {
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Sends one request and waits for the broker. */
    void request(String jobId, String value) throws Exception {
        try (Producer<String, String> producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>(Topics.REQUESTS, jobId, value)).get();
        }
    }

    Producer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    /** A worker's consumer: explicit acknowledgement, one record at a time. */
    ShareConsumer<String, String> worker() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.WORKER_GROUP);
        config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // The default acquires a producer's whole batch for one worker, whatever max.poll.records says.
        config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        ShareConsumer<String, String> consumer =
                new KafkaShareConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(Topics.REQUESTS));
        return consumer;
    }

    /** Polls in short steps until there is a record. */
    static ConsumerRecord<String, String> next(ShareConsumer<String, String> worker, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<String, String> record : worker.poll(Duration.ofMillis(50))) {
                return record;
            }
        }
        throw new AssertionError("no record within " + longest);
    }

    static void accept(ShareConsumer<String, String> worker, ConsumerRecord<String, String> record) {
        worker.acknowledge(record, AcknowledgeType.ACCEPT);
        worker.commitSync();
    }
}
