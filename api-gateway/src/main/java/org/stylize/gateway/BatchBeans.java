package org.stylize.gateway;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.stylize.gateway.batch.Batches;
import org.stylize.gateway.kafka.KafkaBatchLog;
import org.stylize.gateway.kafka.KafkaBatches;
import org.stylize.gateway.kafka.KafkaJobCommands;
import org.stylize.gateway.kafka.KafkaJobSubmissions;
import org.stylize.gateway.kafka.SubmissionsTopic;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.trace.TracedJobCommands;
import org.stylize.gateway.trace.TracedJobSubmissions;
import org.stylize.gateway.view.BatchViews;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.service.trace.Spans;

/** Makes what belongs to batches, from the configuration. {@link Lifecycle} starts and closes them. */
@Singleton
final class BatchBeans {
    @Produces
    @Singleton
    BatchViews views(GatewayConfig config) {
        return new BatchViews(config.batches().kept());
    }

    @Produces
    @Singleton
    KafkaBatches reader(KafkaSettings kafka, BatchViews views, JobCodec codec) {
        return new KafkaBatches(kafka.named("batches"), views, codec);
    }

    @Produces
    @Singleton
    KafkaBatchLog log(KafkaSettings kafka, JobCodec codec, GatewayConfig config) {
        return new KafkaBatchLog(kafka.named("batch-log"), codec, config.kafka().sendTimeout());
    }

    @Produces
    @Singleton
    Batches batches(
            BatchViews batches,
            JobViews jobs,
            KafkaBatchLog log,
            SubmissionsTopic topic,
            JobCodec codec,
            TenantQuotas quotas,
            ImageStore store,
            Clock clock,
            Spans spans) {
        return new Batches(
                batches,
                jobs,
                log,
                new TracedJobSubmissions(new KafkaJobSubmissions(topic, codec), spans),
                new TracedJobCommands(new KafkaJobCommands(topic, codec), spans),
                quotas,
                store.bucket(),
                clock);
    }
}
