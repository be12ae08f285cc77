package org.stylize.service;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes with one producer after the other: an idempotent producer that the broker has refused, for example because it
 * did not know the password yet, never writes again, so the next record gets a new one. For any thread.
 */
public final class LastingProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastingProducer.class);

    private final Supplier<Producer<String, byte[]>> maker;
    private final Duration closeTimeout;
    private final Object lock = new Object();
    private @Nullable Producer<String, byte[]> producer;
    private boolean isClosed;

    /**
     * Connects in the background.
     *
     * @param maker makes a producer
     * @param closeTimeout longest wait for what is under way when this is closed
     */
    public LastingProducer(Supplier<Producer<String, byte[]>> maker, Duration closeTimeout) {
        this.maker = requireNonNull(maker, "maker is null");
        this.closeTimeout = requireNonNull(closeTimeout, "closeTimeout is null");
        this.producer = maker.get();
    }

    /**
     * Sends a record, as {@link Producer#send(ProducerRecord)} does.
     *
     * @throws IllegalStateException if this is closed
     */
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        return send(record, (written, e) -> {});
    }

    /**
     * The same.
     *
     * @param told what became of the record
     */
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback told) {
        Producer<String, byte[]> present = present();
        try {
            return present.send(record, (written, e) -> {
                if (e != null) {
                    replaceIfRefused(present, e);
                }
                told.onCompletion(written, e);
            });
        } catch (KafkaException e) {
            replaceIfRefused(present, e);
            throw e;
        }
    }

    @Override
    public void close() {
        Producer<String, byte[]> last;
        synchronized (lock) {
            isClosed = true;
            last = producer;
            producer = null;
        }
        if (last != null) {
            last.close(closeTimeout);
        }
    }

    private Producer<String, byte[]> present() {
        synchronized (lock) {
            if (isClosed) {
                throw new IllegalStateException("the producer is closed");
            }
            if (producer == null) {
                producer = maker.get();
            }
            return producer;
        }
    }

    private void replaceIfRefused(Producer<String, byte[]> failed, Exception e) {
        if (!isRefusal(e)) {
            return;
        }
        synchronized (lock) {
            if (producer != failed) {
                return; // replaced before
            }
            producer = null;
        }
        LOG.warn("The broker refused a producer, which is replaced: {}", e.getMessage());
        failed.close(Duration.ZERO); // may run on the failed one's own thread
    }

    private static boolean isRefusal(@Nullable Throwable e) {
        return e != null
                && (e instanceof AuthenticationException
                        || e instanceof AuthorizationException
                        || (e.getCause() != e && isRefusal(e.getCause())));
    }
}
