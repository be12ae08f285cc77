package org.stylize.worker.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.BackOff;
import org.stylize.base.Stop;
import org.stylize.proto.Attempt;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobReport;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;
import org.stylize.worker.job.JobObserver;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.job.JobRequest;
import org.stylize.worker.job.JobRequests;
import org.stylize.worker.job.TransientFaultException;

/**
 * Takes requests from the share group {@link Topics#WORKER_GROUP}, one record at a time, and holds each until it is
 * settled. The consumer lives on the thread {@code job-poll} alone, which also renews the acquisition lock and lays
 * records aside that are no jobs.
 */
public final class ShareJobRequests implements JobRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ShareJobRequests.class);
    /** Transaction markers use up polls of one record, so polls are short. */
    private static final Duration POLL_STEP = Duration.ofMillis(50);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final BackOff AFTER_A_FAULT = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10));
    private static final Duration SETTLEMENT_GRACE = Duration.ofSeconds(1);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final Settings settings;
    private final JobCodec codec;
    private final JobReports reports;
    private final JobObserver observer;
    private final Clock clock;
    private final Thread thread = new Thread(this::work, "job-poll");
    private final Semaphore demand = new Semaphore(0);
    private final BlockingQueue<Optional<KafkaJobRequest>> handOver = new LinkedBlockingQueue<>();
    private final Stop stop = new Stop();
    private final Stop settlementOverdue = new Stop();
    private final BackOff.Waits waits = AFTER_A_FAULT.waits(); // of job-poll
    private volatile boolean polling; // written by job-poll, read by health checks

    /**
     * What may be set.
     *
     * @param worker name of this worker, and device: they go into every attempt
     * @param attempts a job is run so often at most; less than the group's delivery limit
     */
    public record Settings(String worker, String device, int attempts) {
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
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.reports = requireNonNull(reports, "reports is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.clock = requireNonNull(clock, "clock is null");
        thread.setDaemon(true);
    }

    /** Starts the thread. Nothing is taken before the first {@link #next()}. */
    public void start() {
        thread.start();
    }

    /** True once requests are being asked for, until the broker refuses or {@link #stop} is called. */
    public boolean isPolling() {
        return polling && !stop.isRequested();
    }

    /** False once the thread has ended, for whatever reason; true before it was started. */
    public boolean isAlive() {
        return thread.getState() != Thread.State.TERMINATED;
    }

    @Override
    public Optional<JobRequest> next() throws InterruptedException {
        demand.release();
        Optional<KafkaJobRequest> request = handOver.take();
        if (request.isEmpty()) {
            handOver.add(request); // for whoever asks again
        } else if (stop.isRequested()) {
            request.get().release();
            return Optional.empty();
        }
        return request.map(JobRequest.class::cast);
    }

    @Override
    public void stop() {
        stop.request();
    }

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
            if (isDeliveryLimitHigher()) {
                poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the thread job-poll cannot go on: {}", e.getMessage(), e);
        } finally {
            polling = false;
            handOver.add(Optional.empty());
        }
    }

    private void poll() throws InterruptedException {
        ShareConsumer<byte[], byte[]> consumer = consumer();
        try {
            consumer.subscribe(List.of(Topics.REQUESTS));
            while (!stop.isRequested()) {
                if (demand.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    takeOne(consumer);
                }
            }
        } finally {
            polling = false;
            consumer.close(LEAVE_TIMEOUT);
        }
    }

    private ShareConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.WORKER_GROUP);
        config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        // Else the broker locks a whole batch for the worker that asks for one record of it.
        config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return new KafkaShareConsumer<>(
                kafka.client(KafkaSettings.Client.CONSUMER, config),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Until one request was handed over and settled, or the thread is to stop. */
    private void takeOne(ShareConsumer<byte[], byte[]> consumer) throws InterruptedException {
        boolean done = false;
        while (!done && !stop.isRequested()) {
            for (ConsumerRecord<byte[], byte[]> record : pollOnce(consumer)) {
                done = taken(new AcquisitionLock(consumer, record), record);
            }
        }
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> pollOnce(ShareConsumer<byte[], byte[]> consumer)
            throws InterruptedException {
        try {
            Iterable<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL_STEP);
            polling = true;
            waits.reset();
            return records;
        } catch (KafkaException e) {
            polling = false;
            LOG.warn("cannot take requests for now: {}", e.toString());
            stop.await(waits.next());
            return List.of();
        }
    }

    /** Has the record done; false if it was no job. */
    private boolean taken(AcquisitionLock lock, ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        int delivery = record.deliveryCount().map(Short::intValue).orElse(1);
        Attempt attempt = Attempt.by(settings.worker(), settings.device(), delivery);
        observer.delivered(delivery);
        StylizationJob job;
        try {
            job = codec.decodeRequest(received(record));
        } catch (RuntimeException e) { // whatever a decoder may throw at bytes that anybody can write
            layAside(lock, record, attempt, e);
            return false;
        }
        KafkaJobRequest request = new KafkaJobRequest(job, attempt);
        handOver.add(Optional.of(request));
        hold(lock, request);
        return true;
    }

    private void hold(AcquisitionLock lock, KafkaJobRequest request) throws InterruptedException {
        while (true) {
            long wait = request.isLockLost() ? Long.MAX_VALUE : lock.nanosToRenewal();
            Optional<AcknowledgeType> settlement = request.awaitSettlement(Math.min(wait, LOOK_EVERY.toNanos()));
            if (settlement.isPresent()) {
                settle(lock, request, settlement.get());
                return;
            }
            if (settlementOverdue.isRequested()) {
                settle(lock, request, AcknowledgeType.RELEASE);
                request.loseLock();
                return;
            }
            if (!request.isLockLost() && lock.nanosToRenewal() <= 0) {
                renew(lock, request);
            }
        }
    }

    private void renew(AcquisitionLock lock, KafkaJobRequest request) {
        if (lock.renew()) {
            observer.renewed();
        } else {
            LOG.warn("lost the lock on {}, job {}", lock, request.job().id());
            request.loseLock();
            observer.lockLost();
        }
    }

    private void settle(AcquisitionLock lock, KafkaJobRequest request, AcknowledgeType how) {
        if (!request.isLockLost() && !lock.settle(how)) {
            request.loseLock();
            observer.lockLost();
        }
    }

    private void layAside(
            AcquisitionLock lock, ConsumerRecord<byte[], byte[]> record, Attempt attempt, RuntimeException cause) {
        observer.undecodable();
        LOG.warn("the record {} is not a job and goes to {}: {}", lock, Topics.DEAD_LETTERS, cause.toString());
        Received received = received(record);
        String key = received.key();
        Problem problem =
                new Problem(ProblemType.INVALID_JOB, "the record " + lock + " is not a job: " + cause.getMessage());
        try {
            jobId(key)
                    .ifPresent(id -> reports.announce(
                            new JobReport.Failed(id, attempt, clock.instant(), problem), received.trace()));
            reports.bury(
                    new DeadLetter(key, clock.instant(), problem, attempt.delivery(), received.value()),
                    received.trace());
            lock.settle(AcknowledgeType.REJECT);
        } catch (TransientFaultException e) {
            LOG.warn("the record {} will be delivered again: {}", lock, e.getMessage());
            lock.settle(AcknowledgeType.RELEASE);
        }
    }

    private static Optional<JobId> jobId(String key) {
        try {
            return Optional.of(JobId.parse(key));
        } catch (InvalidJobException e) {
            return Optional.empty();
        }
    }

    private static Received received(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? null : new String(record.key(), UTF_8);
        return Received.of(key, record.value(), name -> {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        });
    }

    /** Waits for the broker; false if the thread is to stop before it answers. */
    private boolean isDeliveryLimitHigher() throws InterruptedException {
        while (!stop.isRequested()) {
            try {
                int limit = ShareGroupLimits.deliveryLimit(kafka);
                if (limit <= settings.attempts()) {
                    throw new IllegalStateException(
                            "worker.attempts must be less than the share group's delivery limit " + limit + " but is "
                                    + settings.attempts());
                }
                return true;
            } catch (KafkaException e) {
                LOG.warn("waiting for the broker at {}: {}", kafka.bootstrapServers(), e.toString());
                stop.await(waits.next());
            }
        }
        return false;
    }
}
