package org.stylize.worker.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;
import org.stylize.worker.job.JobObserver;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.job.JobRequest;
import org.stylize.worker.job.JobRequests;
import org.stylize.worker.share.LongShareConsumer;
import org.stylize.worker.share.ShareObserver;

/**
 * Takes requests from the share group {@link Topics#WORKER_GROUP}, one at a time, and holds each until it is settled. The
 * consumer lives on the thread {@code job-poll}.
 */
public final class ShareJobRequests implements JobRequests {
    private final LongShareConsumer<KafkaJobRequest.Delivered> records;

    /**
     * What may be set.
     *
     * @param worker name of this worker, and device: they go into every attempt
     */
    public record Settings(String worker, String device) {
        public Settings {
            requireNonNull(worker, "worker is null");
            requireNonNull(device, "device is null");
        }
    }

    public ShareJobRequests(
            KafkaSettings kafka,
            Settings settings,
            JobCodec codec,
            JobReports reports,
            JobObserver observer,
            Clock clock) {
        records = new LongShareConsumer<>(
                "job-poll",
                Topics.REQUESTS,
                () -> new KafkaShareConsumer<>(
                        kafka.client(
                                KafkaSettings.Client.CONSUMER, LongShareConsumer.settings(Topics.WORKER_GROUP)),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                new RequestRecords(settings.worker(), settings.device(), codec, reports, clock),
                new Observing(observer));
    }

    /** Starts the thread. Nothing is taken before the first {@link #next()}. */
    public void start() {
        records.start();
    }

    /** True once requests are being asked for, until the broker refuses or {@link #stop} is called. */
    public boolean isPolling() {
        return records.isPolling();
    }

    /** False once the thread has ended, for whatever reason; true before it was started. */
    public boolean isAlive() {
        return records.isAlive();
    }

    @Override
    public Optional<JobRequest> next() throws InterruptedException {
        return records.next().map(KafkaJobRequest::new);
    }

    @Override
    public void stop() {
        records.stop();
    }

    @Override
    public void close() {
        records.close();
    }

    /** Hands on what happens to records. */
    private record Observing(JobObserver observer) implements ShareObserver {
        @Override
        public void delivered(int delivery) {
            observer.delivered(delivery);
        }

        @Override
        public void unreadable() {
            observer.undecodable();
        }

        @Override
        public void renewed() {
            observer.renewed();
        }

        @Override
        public void lockLost() {
            observer.lockLost();
        }
    }
}
