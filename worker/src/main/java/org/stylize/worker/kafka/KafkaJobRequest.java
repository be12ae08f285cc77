package org.stylize.worker.kafka;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.worker.job.JobRequest;

/** A record that is held. Settled by whoever runs the job; {@code job-poll} waits for that and tells the broker. */
final class KafkaJobRequest implements JobRequest {
    private final StylizationJob job;
    private final Attempt attempt;
    private final CompletableFuture<AcknowledgeType> settlement = new CompletableFuture<>();
    private volatile boolean lockLost; // written by job-poll, read by whoever runs the job

    KafkaJobRequest(StylizationJob job, Attempt attempt) {
        this.job = job;
        this.attempt = attempt;
    }

    @Override
    public StylizationJob job() {
        return job;
    }

    @Override
    public Attempt attempt() {
        return attempt;
    }

    @Override
    public boolean isLockLost() {
        return lockLost;
    }

    @Override
    public void accept() {
        settlement.complete(AcknowledgeType.ACCEPT);
    }

    @Override
    public void release() {
        settlement.complete(AcknowledgeType.RELEASE);
    }

    @Override
    public void reject() {
        settlement.complete(AcknowledgeType.REJECT);
    }

    void loseLock() {
        lockLost = true;
    }

    /** Waits for the settlement, no longer than that; empty if it did not come. */
    Optional<AcknowledgeType> awaitSettlement(long nanos) throws InterruptedException {
        try {
            return Optional.of(settlement.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a settlement is only ever completed with a value", e);
        }
    }
}
