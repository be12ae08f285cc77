package org.stylize.worker;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.service.Composition;
import org.stylize.service.ReadyFile;
import org.stylize.service.S3Store;
import org.stylize.worker.job.CheckpointThread;
import org.stylize.worker.job.JobLoop;
import org.stylize.worker.job.ProgressFeed;
import org.stylize.worker.job.SharedStyles;
import org.stylize.worker.job.StepWatch;
import org.stylize.worker.kafka.KafkaJobOrders;
import org.stylize.worker.kafka.KafkaJobReports;
import org.stylize.worker.kafka.ShareJobRequests;
import org.stylize.worker.metrics.WorkerGauges;

/**
 * Starts the parts of the worker with the service and closes them in the opposite order: not ready, hand back the job
 * that is running, leave the share group, let go of broker and store.
 */
@Singleton
final class WorkerLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);

    private final WorkerIdentity identity;
    private final Composition parts;

    WorkerLifecycle(
            WorkerIdentity identity,
            S3Store store,
            SharedStyles styles,
            WorkerDecoder decoder,
            KafkaJobReports reports,
            KafkaJobOrders orders,
            ProgressFeed feed,
            CheckpointThread checkpointThread,
            StepWatch steps,
            ShareJobRequests requests,
            JobLoop loop,
            ReadyFile readyFile,
            WorkerReadiness readiness,
            MeterRegistry registry) {
        this.identity = requireNonNull(identity, "identity is null");
        WorkerGauges gauges = new WorkerGauges(registry);
        gauges.showReadiness(readiness::isReady);
        gauges.showSilence(steps::silence);
        parts = new Composition()
                .with(store)
                .with(styles)
                .with(decoder::start, decoder)
                .with(reports)
                .with(orders::start, orders)
                .with(feed)
                .with(checkpointThread)
                .with(steps)
                .with(requests::start, requests)
                .with(loop::start, loop)
                .with(readyFile::start, readyFile);
    }

    void start(@Observes StartupEvent event) {
        LOG.info("worker {} on {} starts", identity.name(), identity.device());
        parts.start();
    }

    void stop(@Observes ShutdownEvent event) {
        LOG.info("worker {} stops", identity.name());
        parts.close();
    }
}
