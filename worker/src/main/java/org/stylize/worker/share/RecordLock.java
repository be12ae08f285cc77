package org.stylize.worker.share;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's lock on the one record that is held. For the thread that polls. No method throws: a consumer that fails
 * is a lock that is lost.
 *
 * <p>Renewing takes the record out of the consumer's hands: it is acknowledged with {@code RENEW}, committed, and given
 * back by one of the next polls, which is not a new delivery. A poll while the record is not acknowledged throws, so
 * there is none between renewals. A renewal that is refused is the end: the consumer has let go of the record.
 *
 * @param acquired as {@link System#nanoTime()}; the lock is at least as young as that
 */
record RecordLock(ShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record, long acquired) {
    private static final Logger LOG = LoggerFactory.getLogger(RecordLock.class);
    private static final Duration POLL_STEP = Duration.ofMillis(20);
    /** For brokers that do not say; half of Kafka's default. */
    private static final Duration CAUTIOUS = Duration.ofSeconds(15);

    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(10);

    /** A commit that fails is tried again: one that was done after all has nothing left to do. */
    private static final int COMMITS = 3;

    /** What became of a commit. */
    private enum Commit {
        DONE,
        /** The broker said no: the lock is lost. */
        REFUSED,
        /** Nobody knows. */
        FAILED
    }

    /** @param record was just acquired */
    static RecordLock of(ShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        return new RecordLock(consumer, record, System.nanoTime());
    }

    /** A third of the lock, so that two renewals may be slow. */
    long nanosToRenewal() {
        return acquired + duration().toNanos() / 3 - System.nanoTime();
    }

    /** Asks for a new whole lock; empty if the lock is lost. */
    Optional<RecordLock> renew() {
        long begun = System.nanoTime();
        long end = acquired + duration().toNanos();
        try {
            consumer.acknowledge(record, AcknowledgeType.RENEW);
        } catch (RuntimeException e) {
            LOG.warn("cannot renew the lock of {}: {}", this, e.toString());
            return Optional.empty();
        }
        // Also after a commit that failed: only the poll shows whether the record is still ours.
        return commit(end) == Commit.REFUSED ? Optional.empty() : givenBack(begun, end);
    }

    /** Tells the broker what became of the record; false if it may not have heard. */
    boolean settle(Settlement how) {
        try {
            consumer.acknowledge(record, how.type());
        } catch (RuntimeException e) {
            LOG.warn("cannot settle {}: {}", this, e.toString());
            return false;
        }
        return commit(System.nanoTime() + SETTLE_TIMEOUT.toNanos()) == Commit.DONE;
    }

    private Duration duration() {
        return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(CAUTIOUS);
    }

    private Commit commit(long end) {
        for (int i = 0; i < COMMITS; i++) {
            try {
                long left = Math.max(end - System.nanoTime(), 1);
                for (Optional<KafkaException> refusal :
                        consumer.commitSync(Duration.ofNanos(left)).values()) {
                    if (refusal.isPresent()) {
                        LOG.warn(
                                "the broker refused to settle or renew {}: {}",
                                this,
                                refusal.get().toString());
                        return Commit.REFUSED;
                    }
                }
                return Commit.DONE;
            } catch (WakeupException e) {
                LOG.debug("a look at the last poll came late; {} is settled or renewed once more", this);
            } catch (RuntimeException e) { // also IllegalStateException, while the coordinator is away
                LOG.warn("cannot settle or renew {} for now: {}", this, e.toString());
            }
        }
        return Commit.FAILED;
    }

    private Optional<RecordLock> givenBack(long begun, long end) {
        while (System.nanoTime() - end < 0) {
            for (ConsumerRecord<byte[], byte[]> given : poll()) {
                if (isSame(given)) {
                    return Optional.of(new RecordLock(consumer, given, begun));
                }
                LOG.warn("a record was delivered while another is held; it is released: {}", given.offset());
                consumer.acknowledge(given, AcknowledgeType.RELEASE);
            }
        }
        LOG.warn("the consumer did not give back {} after a renewal", this);
        return Optional.empty();
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL_STEP);
        } catch (WakeupException e) {
            return ConsumerRecords.empty(); // a look at the poll before came late
        } catch (RuntimeException e) { // also IllegalStateException, while the coordinator is away
            LOG.warn("cannot poll for {} for now: {}", this, e.toString());
            return ConsumerRecords.empty();
        }
    }

    private boolean isSame(ConsumerRecord<byte[], byte[]> other) {
        return other.offset() == record.offset()
                && other.partition() == record.partition()
                && other.topic().equals(record.topic());
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
