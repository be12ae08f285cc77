package org.stylize.worker.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.worker.job.ThreadOwned;

/**
 * The broker's lock on the one record that is held. Owned by the thread {@code job-poll}.
 *
 * <p>Renewing takes the record out of the consumer's hands: it is acknowledged with {@code RENEW}, committed, and
 * given back by one of the next polls, which is not a new delivery. A poll while the record is not acknowledged
 * throws, so there is none between renewals. A renewal that fails is the end: the consumer has let go of the record.
 */
@ThreadOwned
final class AcquisitionLock {
    private static final Logger LOG = LoggerFactory.getLogger(AcquisitionLock.class);
    private static final Duration POLL_STEP = Duration.ofMillis(20);
    /** For brokers that do not say; half of Kafka's default. */
    private static final Duration CAUTIOUS = Duration.ofSeconds(15);

    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(10);

    private final ShareConsumer<byte[], byte[]> consumer;
    private ConsumerRecord<byte[], byte[]> record;
    private long acquired = System.nanoTime();

    /** @param record was just acquired */
    AcquisitionLock(ShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        this.consumer = consumer;
        this.record = record;
    }

    /** A third of the lock, so that two renewals may be slow. */
    long nanosToRenewal() {
        return acquired + duration().toNanos() / 3 - System.nanoTime();
    }

    /** Asks for a new whole lock; false if the lock is lost. */
    boolean renew() {
        long begun = System.nanoTime();
        consumer.acknowledge(record, AcknowledgeType.RENEW);
        if (!commit(Duration.ofNanos(Math.max(acquired + duration().toNanos() - begun, 1)))) {
            return false;
        }
        acquired = begun;
        return isGivenBack();
    }

    /** Tells the broker what became of the record. */
    boolean settle(AcknowledgeType how) {
        consumer.acknowledge(record, how);
        return commit(SETTLE_TIMEOUT);
    }

    private Duration duration() {
        return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(CAUTIOUS);
    }

    private boolean commit(Duration timeout) {
        Map<TopicIdPartition, Optional<KafkaException>> outcome;
        try {
            outcome = consumer.commitSync(timeout);
        } catch (KafkaException e) {
            LOG.warn("cannot settle or renew {}: {}", this, e.toString());
            return false;
        }
        for (Optional<KafkaException> refusal : outcome.values()) {
            if (refusal.isPresent()) {
                LOG.warn(
                        "the broker refused to settle or renew {}: {}",
                        this,
                        refusal.get().toString());
                return false;
            }
        }
        return true;
    }

    private boolean isGivenBack() {
        long deadline = acquired + duration().toNanos();
        while (System.nanoTime() - deadline < 0) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_STEP);
            for (ConsumerRecord<byte[], byte[]> given : records) {
                if (isSame(given)) {
                    record = given;
                    return true;
                }
                LOG.warn("a record was delivered while another is held; it is released: {}", given.offset());
                consumer.acknowledge(given, AcknowledgeType.RELEASE);
            }
        }
        LOG.warn("the consumer did not give back {} after a renewal", this);
        return false;
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
