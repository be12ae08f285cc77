package org.stylize.worker.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Topics;
import org.stylize.stack.StackProcess;
import org.stylize.worker.testing.RequestTopics;

/** On the real broker, whose lock lasts two seconds here, with consumers that fail as those of a broker in trouble do. */
class LongShareConsumerIT {
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private static StackProcess stack;
    private static RequestTopics topics;

    private final Counting observer = new Counting();
    private final Words words = new Words();
    private final AtomicInteger made = new AtomicInteger();

    @BeforeAll
    static void startBroker() {
        stack = StackProcess.start("--lock-duration", "2s");
        topics = new RequestTopics(stack.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        topics.close();
        stack.close();
    }

    /** A fault of a consumer; none if it returns. */
    private interface Faults {
        void at(String method);
    }

    @Test
    void aPollThatThrowsAsIfTheCoordinatorWereAwayEndsNothing() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        write("a");
        try (LongShareConsumer<String> consumer = consumer(method -> {
            if (method.equals("poll") && polls.incrementAndGet() <= 2) {
                throw new IllegalStateException("Unexpected error code 15, COORDINATOR_NOT_AVAILABLE");
            }
        })) {
            take(consumer, "a").accept();

            assertThat(consumer.isAlive()).isTrue();
            assertThat(made).as("each time with a new consumer").hasValue(3);
            assertNothingIsLeft(consumer);
        }
    }

    @Test
    void aConsumerThatCannotBeMadeIsMadeLater() throws Exception {
        write("b");
        try (LongShareConsumer<String> consumer = consumer(method -> {
            if (method.equals("subscribe") && made.get() == 1) {
                throw new IllegalStateException("for the test");
            }
        })) {
            take(consumer, "b").accept();
            assertNothingIsLeft(consumer);
        }
    }

    @Test
    void aRecordIsHeldWhileTheCoordinatorIsAway() throws Exception {
        AtomicInteger faults = new AtomicInteger(3);
        write("c");
        try (LongShareConsumer<String> consumer = consumer(method -> {
            if (method.equals("poll") && observer.deliveries.get() == 1 && faults.getAndDecrement() > 0) {
                throw new IllegalStateException("Unexpected error code 15, COORDINATOR_NOT_AVAILABLE");
            }
        })) {
            HeldRecord<String> held = take(consumer, "c");
            await().atMost(LONGEST).until(() -> observer.renewals.get() >= 5); // more than one lock

            assertThat(faults.get()).isNotPositive();
            assertThat(held.isLockLost()).isFalse();
            held.accept();
            assertNothingIsLeft(consumer);
            assertThat(observer.deliveries).hasValue(2); // "c" and the last one
        }
    }

    @Test
    void aCommitThatGetsNoAnswerIsDoneAgain() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        write("d");
        try (LongShareConsumer<String> consumer = consumer(method -> {
            if (method.equals("commitSync") && commits.incrementAndGet() == 1) {
                throw new TimeoutException("for the test");
            }
        })) {
            HeldRecord<String> held = take(consumer, "d");
            held.accept();

            assertNothingIsLeft(consumer);
            assertThat(held.isLockLost()).isFalse();
            assertThat(commits).hasValueGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void anUnreadableRecordIsHeldUntilItIsLaidAsideHoweverLongThatTakes() throws Exception {
        words.refusalsThatFail.set(2); // the pauses between them are longer than the lock
        write("unreadable");
        write("e");
        try (LongShareConsumer<String> consumer = consumer(method -> {})) {
            take(consumer, "e").accept();

            assertThat(words.refused).containsExactly("unreadable");
            assertThat(observer.deliveries).hasValue(2);
            assertThat(observer.renewals).hasValueGreaterThanOrEqualTo(1);
            assertNothingIsLeft(consumer);
        }
    }

    @Test
    void aRecordThatIsReleasedComesAgainAndOneThatIsRejectedDoesNot() throws Exception {
        write("f");
        try (LongShareConsumer<String> consumer = consumer(method -> {})) {
            take(consumer, "f").release();
            take(consumer, "f").reject();

            assertThat(words.deliveries).containsExactly(1, 2);
            assertNothingIsLeft(consumer);
        }
    }

    /** Each poll may cross the answer to the one before, and then a second record is locked for a busy member. */
    @Test
    void theBrokerIsAskedSeldomWhileThereIsNothing() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        try (LongShareConsumer<String> consumer = consumer(method -> {
            if (method.equals("poll")) {
                polls.incrementAndGet();
            }
        })) {
            write("first");
            take(consumer, "first").accept();
            int before = polls.get();
            CompletableFuture<HeldRecord<String>> next = CompletableFuture.supplyAsync(() -> taken(consumer));
            await().during(Duration.ofSeconds(3)).atMost(LONGEST).until(() -> !next.isDone());
            write("second");

            next.get().accept();
            assertThat(polls.get() - before).isLessThanOrEqualTo(4);
        }
    }

    /** The answer to a poll is the marker of a transaction, and a record that comes later is not waited for in vain. */
    @Test
    void aMarkerDoesNotUseUpAPoll() throws Exception {
        try (LongShareConsumer<String> consumer = consumer(method -> {});
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "markers"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 20; i++) {
                producer.beginTransaction();
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(Topics.REQUESTS, 0, new byte[] {1}, ("word " + i).getBytes(UTF_8)));
                producer.commitTransaction();
                take(consumer, "word " + i).accept();
            }
        }
        assertThat(words.deliveries).hasSize(20).containsOnly(1);
    }

    private static HeldRecord<String> taken(LongShareConsumer<String> consumer) {
        try {
            return consumer.next().orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(String word) {
        topics.requestBytes(new byte[] {1}, word.getBytes(UTF_8));
    }

    private static HeldRecord<String> take(LongShareConsumer<String> consumer, String word) throws Exception {
        Optional<HeldRecord<String>> held = consumer.next();
        assertThat(held).map(HeldRecord::value).contains(word);
        return held.orElseThrow();
    }

    /** What is not settled comes before a record that is written later. */
    private static void assertNothingIsLeft(LongShareConsumer<String> consumer) throws Exception {
        write("last");
        take(consumer, "last").accept();
    }

    private LongShareConsumer<String> consumer(Faults faults) {
        LongShareConsumer<String> consumer = new LongShareConsumer<>(
                "test-poll", Topics.REQUESTS, () -> faulty(made.incrementAndGet(), faults), words, observer);
        consumer.start();
        return consumer;
    }

    @SuppressWarnings("unchecked") // a proxy has no type parameters
    private static ShareConsumer<byte[], byte[]> faulty(int number, Faults faults) {
        Map<String, Object> config = new HashMap<>(LongShareConsumer.settings(Topics.WORKER_GROUP));
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "faulty-" + number);
        ShareConsumer<byte[], byte[]> real =
                new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return (ShareConsumer<byte[], byte[]>) Proxy.newProxyInstance(
                ShareConsumer.class.getClassLoader(), new Class<?>[] {ShareConsumer.class}, (self, method, args) -> {
                    faults.at(method.getName());
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Reads text. */
    private static final class Words implements RecordHandler<String> {
        private final AtomicInteger refusalsThatFail = new AtomicInteger();
        private final List<String> refused = new CopyOnWriteArrayList<>();
        private final List<Integer> deliveries = new CopyOnWriteArrayList<>();

        @Override
        public String read(ConsumerRecord<byte[], byte[]> record, int delivery) {
            String word = new String(record.value(), UTF_8);
            if (word.equals("unreadable")) {
                throw new IllegalArgumentException("cannot read that");
            }
            deliveries.add(delivery);
            return word;
        }

        @Override
        public void refuse(ConsumerRecord<byte[], byte[]> record, int delivery, RuntimeException cause) {
            if (refusalsThatFail.getAndDecrement() > 0) {
                throw new IllegalStateException("the dead letters are away");
            }
            refused.add(new String(record.value(), UTF_8));
        }
    }

    /** Counts. */
    private static final class Counting implements ShareObserver {
        private final AtomicInteger deliveries = new AtomicInteger();
        private final AtomicInteger renewals = new AtomicInteger();

        @Override
        public void delivered(int delivery) {
            deliveries.incrementAndGet();
        }

        @Override
        public void unreadable() {}

        @Override
        public void renewed() {
            renewals.incrementAndGet();
        }

        @Override
        public void lockLost() {}
    }
}
