package org.stylize.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.stylize.gateway.submission.JobSubmissions;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.StylizationJob;

/** Writes jobs to {@code stylize.submissions}. */
public final class KafkaJobSubmissions implements JobSubmissions {
    private final Emitter<byte[]> emitter;
    private final JobCodec codec;
    private final Duration timeout;

    /**
     * Writes to a channel that waits for all in-sync replicas.
     *
     * @param timeout longest wait for the broker; longer than the channel itself tries
     */
    public KafkaJobSubmissions(Emitter<byte[]> emitter, JobCodec codec, Duration timeout) {
        this.emitter = requireNonNull(emitter, "emitter is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
    }

    @Override
    public void submit(StylizationJob job) {
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        try {
            emitter.send(message(codec.encodeSubmission(job), stored));
            stored.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the gateway is stopping", e);
        } catch (IllegalStateException | ExecutionException | TimeoutException e) {
            // IllegalStateException: more submissions wait for the broker than the channel can hold.
            throw new UnavailableException("Kafka did not confirm the submission within " + timeout, e);
        }
    }

    private static Message<byte[]> message(Encoded record, CompletableFuture<Boolean> stored) {
        Headers headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return Message.of(record.value().toByteArray())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(record.key())
                        .withHeaders(headers)
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
