package org.stylize.worker.share;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Stop;

/**
 * Polls that last until a record comes, so that there are few of them. Each poll asks the broker for a record. If it does so
 * while the answer to the poll before arrives, the consumer gets a second record; it hides that one as long as the first is
 * held, and meanwhile the lock on it runs out. On a loaded machine, where answers lie for a while before they are read, polls of
 * 50 ms did that to 2 of 122 records.
 *
 * <p>But a poll asks only once, and if the answer is the marker of a transaction, it waits in vain. The consumer
 * acknowledges markers by itself, which its metrics show, so a thread looks at them and ends such a poll; the next one asks
 * again. That thread also ends a poll when there is a stop.
 *
 * <p>{@link #poll} is for the thread of the consumer. {@link #close} ends the thread that looks, and not the consumer.
 */
final class LongPoll implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final String ACKNOWLEDGED = "acknowledgements-send-total";

    private final ShareConsumer<byte[], byte[]> consumer;
    private final @Nullable Metric acknowledged;
    private final Stop stop;
    private final ScheduledExecutorService looks;
    /** Null if no poll waits. */
    private final AtomicReference<@Nullable Wait> wait = new AtomicReference<>();

    LongPoll(String name, ShareConsumer<byte[], byte[]> consumer, Stop stop) {
        this.consumer = consumer;
        this.acknowledged = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(ACKNOWLEDGED))
                .findFirst()
                .orElse(null);
        this.stop = stop;
        this.looks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name + "-look");
            thread.setDaemon(true);
            return thread;
        });
        long pause = LOOK_EVERY.toMillis();
        ScheduledFuture<?> unused = looks.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Up to one record, at the latest when there is a stop. */
    ConsumerRecords<byte[], byte[]> poll() {
        wait.set(new Wait(acknowledged()));
        try {
            return consumer.poll(LONGEST);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } finally {
            wait.set(null);
        }
    }

    private void look() {
        Wait now = wait.get();
        boolean isOver = now != null && (stop.isRequested() || acknowledged() != now.acknowledged);
        if (isOver && wait.compareAndSet(now, null)) {
            consumer.wakeup(); // if the poll has just ended, the next call throws, which RecordLock expects
        }
    }

    /**
     * A poll that waits.
     *
     * @param acknowledged what was acknowledged before it
     */
    private record Wait(double acknowledged) {}

    private double acknowledged() {
        return acknowledged != null && acknowledged.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
