package org.stylize.worker.share;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.BackOff;
import org.stylize.base.Stop;

/**
 * A member of a share group for work that takes longer than the broker's lock. It takes one record when it is asked for
 * one, hands it over, and renews its lock until the record is settled.
 *
 * <p>The consumer of Kafka is for one thread. It lives on a thread of its own, which never waits for the work and is
 * never waited for by it. No exception of the consumer ends that thread: it waits and tries again, if need be with a new
 * consumer.
 *
 * @param <T> what a record is read as
 */
public final class LongShareConsumer<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LongShareConsumer.class);
    /** Of a consumer's first poll, after which it is known whether the broker answers. */
    private static final Duration FIRST_POLL = Duration.ofMillis(50);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final BackOff AFTER_A_FAULT = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10));
    private static final Duration SETTLEMENT_GRACE = Duration.ofSeconds(1);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final Supplier<ShareConsumer<byte[], byte[]>> consumers;
    private final RecordHandler<T> handler;
    private final ShareObserver observer;
    private final String name;
    private final Thread thread;
    private final Semaphore demand = new Semaphore(0);
    private final BlockingQueue<Optional<HeldRecord<T>>> handOver = new LinkedBlockingQueue<>();
    private final Stop stop = new Stop();
    private final Stop settlementOverdue = new Stop();
    private final BackOff.Waits waits = AFTER_A_FAULT.waits(); // of the thread
    private volatile boolean polling; // written by the thread, read by health checks

    /**
     * Starts nothing yet.
     *
     * @param name of the thread
     * @param topic of one partition: with several, a record can wait behind a busy member while another is idle
     * @param consumers makes a consumer with {@link #settings}; called on the thread, again whenever a consumer failed
     */
    public LongShareConsumer(
            String name,
            String topic,
            Supplier<ShareConsumer<byte[], byte[]>> consumers,
            RecordHandler<T> handler,
            ShareObserver observer) {
        this.name = requireNonNull(name, "name is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.consumers = requireNonNull(consumers, "consumers is null");
        this.handler = requireNonNull(handler, "handler is null");
        this.observer = requireNonNull(observer, "observer is null");
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
    }

    /** What the configuration of the consumer must have. */
    public static Map<String, Object> settings(String group) {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                "explicit",
                // Else the broker locks a whole batch for the member that asks for one record of it.
                ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                "record_limit",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1);
    }

    /** Starts the thread. Nothing is taken before the first {@link #next()}. */
    public void start() {
        thread.start();
    }

    /** True once records are being asked for, until the broker refuses or {@link #stop} is called. For any thread. */
    public boolean isPolling() {
        return polling && !stop.isRequested();
    }

    /** False once the thread has ended, for whatever reason; true before it was started. For any thread. */
    public boolean isAlive() {
        return thread.getState() != Thread.State.TERMINATED;
    }

    /**
     * Waits for a record. None is taken from the broker while nobody waits here, so the one before must be settled.
     *
     * @return empty if no more will come, because of {@link #stop} or because the thread ended
     */
    public Optional<HeldRecord<T>> next() throws InterruptedException {
        demand.release();
        Optional<HeldRecord<T>> record = handOver.take();
        if (record.isEmpty()) {
            handOver.add(record); // for whoever asks again
        } else if (stop.isRequested()) {
            record.get().release();
            return Optional.empty();
        }
        return record;
    }

    /** No further record is handed out. The one that is held keeps its lock until it is settled. For any thread. */
    public void stop() {
        stop.request();
    }

    /** Stops, waits a moment until the record that is held is settled, releases it if it isn't, and leaves the group. */
    @Override
    public void close() {
        stop();
        join(SETTLEMENT_GRACE);
        settlementOverdue.request();
        join(LEAVE_TIMEOUT.plus(LEAVE_TIMEOUT));
        if (thread.isAlive()) {
            LOG.warn("did not leave the share group in time; a record that is held is free when its lock runs out");
        }
    }

    private void join(Duration longest) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, longest.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!stop.isRequested()) {
                poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            polling = false;
            handOver.add(Optional.empty());
        }
    }

    /** With one consumer, until it fails or the thread is to stop. */
    private void poll() throws InterruptedException {
        @Nullable ShareConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = consumers.get();
            consumer.subscribe(List.of(topic));
            try (LongPoll polls = new LongPoll(name, consumer, stop)) {
                while (!stop.isRequested()) {
                    if (demand.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                        takeOne(consumer, polls);
                    }
                }
            }
        } catch (RuntimeException e) { // whatever it is, it must not end the process
            polling = false;
            LOG.warn("cannot take records of {} for now, starts again with a new consumer: {}", topic, e.toString());
            LOG.debug("why", e);
            stop.await(waits.next());
        } finally {
            polling = false;
            close(consumer);
        }
    }

    private static void close(@Nullable ShareConsumer<byte[], byte[]> consumer) {
        if (consumer != null) {
            try {
                consumer.close(LEAVE_TIMEOUT);
            } catch (RuntimeException e) {
                LOG.warn("cannot leave the share group in order: {}", e.toString());
            }
        }
    }

    /** Until one record was handed over and settled, or the thread is to stop. */
    private void takeOne(ShareConsumer<byte[], byte[]> consumer, LongPoll polls) throws InterruptedException {
        boolean done = false;
        try {
            while (!done && !stop.isRequested()) {
                for (ConsumerRecord<byte[], byte[]> record : pollOnce(consumer, polls)) {
                    done = taken(RecordLock.of(consumer, record), record);
                }
            }
        } finally {
            if (!done) {
                demand.release(); // somebody still waits
            }
        }
    }

    /** @throws RuntimeException if this consumer is of no more use */
    private Iterable<ConsumerRecord<byte[], byte[]>> pollOnce(ShareConsumer<byte[], byte[]> consumer, LongPoll polls)
            throws InterruptedException {
        try {
            Iterable<ConsumerRecord<byte[], byte[]>> records = polling ? polls.poll() : consumer.poll(FIRST_POLL);
            polling = true;
            waits.reset();
            return records;
        } catch (KafkaException e) {
            polling = false;
            LOG.warn("cannot take records of {} for now: {}", topic, e.toString());
            stop.await(waits.next());
            return List.of();
        }
    }

    /** Has the record worked on; false if it could not be read. */
    private boolean taken(RecordLock lock, ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        int delivery = record.deliveryCount().map(Short::intValue).orElse(1);
        observer.delivered(delivery);
        Hold hold = new Hold();
        T value;
        try {
            value = handler.read(record, delivery);
        } catch (RuntimeException e) { // whatever a decoder may throw at bytes that anybody can write
            observer.unreadable();
            LOG.warn("the record {} cannot be read and is refused: {}", lock, e.toString());
            refuse(record, delivery, e, hold);
            hold(lock, hold);
            return false;
        }
        handOver.add(Optional.of(new HeldRecord<>(value, hold)));
        hold(lock, hold);
        return true;
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, int delivery, RuntimeException cause, Hold hold) {
        Thread refusing = new Thread(
                () -> {
                    BackOff.Waits pauses = AFTER_A_FAULT.waits();
                    while (!isRefused(record, delivery, cause, hold)) {
                        if (hold.isLockLost() || !stop.pause(pauses.next())) {
                            hold.settle(Settlement.RELEASE);
                            return;
                        }
                    }
                },
                name + "-refuse");
        refusing.setDaemon(true);
        refusing.start();
    }

    private boolean isRefused(ConsumerRecord<byte[], byte[]> record, int delivery, RuntimeException cause, Hold hold) {
        try {
            handler.refuse(record, delivery, cause);
            hold.settle(Settlement.ACCEPT);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("an unreadable record cannot be laid aside for now: {}", e.toString());
            return false;
        }
    }

    private void hold(RecordLock acquired, Hold hold) throws InterruptedException {
        RecordLock lock = acquired;
        while (true) {
            long wait = hold.isLockLost() ? Long.MAX_VALUE : lock.nanosToRenewal();
            Optional<Settlement> settlement = hold.await(Math.min(wait, LOOK_EVERY.toNanos()));
            if (settlement.isPresent()) {
                settle(lock, hold, settlement.get());
                return;
            }
            if (settlementOverdue.isRequested()) {
                settle(lock, hold, Settlement.RELEASE);
                hold.loseLock();
                return;
            }
            if (!hold.isLockLost() && lock.nanosToRenewal() <= 0) {
                lock = renewed(lock, hold);
            }
        }
    }

    private RecordLock renewed(RecordLock lock, Hold hold) {
        Optional<RecordLock> renewed = lock.renew();
        if (renewed.isPresent()) {
            observer.renewed();
        } else {
            LOG.warn("lost the lock on {}", lock);
            lose(hold);
        }
        return renewed.orElse(lock);
    }

    private void settle(RecordLock lock, Hold hold, Settlement how) {
        if (!hold.isLockLost() && !lock.settle(how)) {
            lose(hold);
        }
    }

    private void lose(Hold hold) {
        hold.loseLock();
        observer.lockLost();
    }
}
