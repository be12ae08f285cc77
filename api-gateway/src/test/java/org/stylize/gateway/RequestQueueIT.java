package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.kafka.QueueLook;
import org.stylize.gateway.kafka.RequestQueue;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;
import org.stylize.stack.StackProcess;

/** The look at the queue from outside. */
class RequestQueueIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void seesTheQueueWhileWorkersHaveJoinedAndSettledNothing() throws ExecutionException, InterruptedException {
        List<QueueLook> looks = new CopyOnWriteArrayList<>();
        try (StackProcess stack = StackProcess.start();
                Producer<String, String> producer = producer(stack);
                ShareConsumer<String, String> worker = worker(stack)) {
            producer.send(new ProducerRecord<>(Topics.REQUESTS, "key", "value")).get();
            await().atMost(SOON)
                    .until(() -> !worker.poll(Duration.ofMillis(100)).isEmpty());
            try (RequestQueue queue = new RequestQueue(
                    new KafkaSettings(stack.bootstrapServers(), "test", Map.of()),
                    "stylize-ledger",
                    Duration.ofMillis(200),
                    Clock.systemUTC(),
                    looks::add)) {
                queue.start();

                await().atMost(SOON).until(() -> !looks.isEmpty());

                assertThat(queue.lag()).isEqualTo(OptionalLong.of(1));
            }
        }
    }

    private static Producer<String, String> producer(StackProcess stack) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    private static ShareConsumer<String, String> worker(StackProcess stack) {
        ShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.bootstrapServers(),
                        "group.id",
                        Topics.WORKER_GROUP,
                        "share.acknowledgement.mode",
                        "explicit"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(Topics.REQUESTS));
        return consumer;
    }
}
