package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.Encoded;
import org.stylize.service.KafkaRecords;

/** Writes to {@code stylize.submissions} and waits for the broker. For any thread. */
public final class SubmissionsTopic {
    /** Half of what the channel holds; others write too. */
    private static final int MOST_AT_ONCE = 64;

    private final Emitter<byte[]> emitter;
    private final Duration timeout;

    /**
     * Writes to a channel that waits for all in-sync replicas.
     *
     * @param timeout longest wait for the broker; longer than the channel itself tries
     */
    public SubmissionsTopic(Emitter<byte[]> emitter, Duration timeout) {
        this.emitter = requireNonNull(emitter, "emitter is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
    }

    /**
     * Writes a record; when this returns, it is kept on all in-sync replicas.
     *
     * @param what the record is, for the message of the exception
     * @throws UnavailableException if that could not be confirmed in time; the record may or may not be kept then
     */
    void write(Encoded record, String what) {
        write(List.of(record), what);
    }

    /**
     * Writes records; when this returns, all are kept on all in-sync replicas.
     *
     * @param what the records are, for the message of the exception
     * @throws UnavailableException if that could not be confirmed in time; each may or may not be kept then
     */
    void write(List<Encoded> records, String what) {
        for (int from = 0; from < records.size(); from += MOST_AT_ONCE) {
            writeAtOnce(records.subList(from, Math.min(records.size(), from + MOST_AT_ONCE)), what);
        }
    }

    private void writeAtOnce(List<Encoded> records, String what) {
        List<CompletableFuture<Boolean>> stored = new ArrayList<>();
        try {
            for (Encoded record : records) {
                CompletableFuture<Boolean> one = new CompletableFuture<>();
                stored.add(one);
                emitter.send(message(record, one));
            }
            CompletableFuture.allOf(stored.toArray(CompletableFuture<?>[]::new))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the gateway is stopping", e);
        } catch (IllegalStateException | ExecutionException | TimeoutException e) {
            // IllegalStateException: more records wait for the broker than the channel can hold.
            throw new UnavailableException("Kafka did not confirm the " + what + " within " + timeout, e);
        }
    }

    private static Message<byte[]> message(Encoded record, CompletableFuture<Boolean> stored) {
        return Message.of(record.value().toByteArray())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(record.key())
                        .withHeaders(KafkaRecords.headers(record))
                        .build())
                .withAck(() -> {
                    stored.complete(true);
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(failure -> {
                    stored.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                });
    }
}
