package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/**
 * Reads a topic on a thread of its own, with a new consumer after each failure, until it is closed. {@link #start()} and
 * {@link #close()} are for its owner.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<KafkaConsumer<String, byte[]>> consumers;
    private final Consumer<KafkaConsumer<String, byte[]>> reading;
    private final Consumer<KafkaException> lost;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Creates a reader.
     *
     * @param name of the thread
     * @param consumers makes a consumer, which the reader closes
     * @param reading reads as long as {@link #isOpen()}; when it returns or fails, it is called again after a pause
     * @param lost is told of a failure
     */
    TopicReader(
            String name,
            Supplier<KafkaConsumer<String, byte[]>> consumers,
            Consumer<KafkaConsumer<String, byte[]>> reading,
            Consumer<KafkaException> lost) {
        this.consumers = requireNonNull(consumers, "consumers is null");
        this.reading = requireNonNull(reading, "reading is null");
        this.lost = requireNonNull(lost, "lost is null");
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    /** Any thread. */
    boolean isOpen() {
        return closed.getCount() > 0;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (isOpen()) {
                try (KafkaConsumer<String, byte[]> consumer = consumers.get()) {
                    reading.accept(consumer);
                } catch (KafkaException e) {
                    lost.accept(e);
                }
                closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
