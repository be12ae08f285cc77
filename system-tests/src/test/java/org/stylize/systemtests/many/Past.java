package org.stylize.systemtests.many;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stylize.proto.Encoded;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobRecord;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.systemtests.JobRecords;

/**
 * Jobs that ended some time ago: writes what the ledger would have left of them in its two topics, since a million jobs
 * take long to be admitted. No gateway may run meanwhile.
 */
record Past(String bootstrapServers) {
    private static final String LEDGER_JOBS = "stylize-ledger-jobs-changelog";
    private static final RecipeChoice.Preset RECIPE = new RecipeChoice.Preset("balanced", "{\"longSidePixels\":384}");

    /** Returns when the broker has so many ended jobs more. */
    void write(int count) {
        JobCodec codec = new JobCodec("/many");
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers, "acks", "all", "compression.type", "lz4", "linger.ms", 20);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            ResolvedRecipe resolved = ResolvedRecipe.of(RECIPE.resolve());
            for (int i = 0; i < count; i++) {
                Encoded job = codec.encodeJob(ended(resolved));
                Future<RecordMetadata> unused = producer.send(JobRecords.of(Topics.JOBS, null, job));
                Future<RecordMetadata> unusedToo = producer.send(new ProducerRecord<>(
                        LEDGER_JOBS, job.key(), job.value().toByteArray())); // closing waits for both
            }
        }
    }

    private static JobRecord ended(ResolvedRecipe resolved) {
        JobId id = JobId.random();
        Instant at = Clock.systemUTC().instant();
        JobPictures<ImageRef> pictures = JobPictures.of(
                new ImageRef("stylize", "default/uploads/" + id + "/content-0123456789abcdef0123456789abcdef"),
                List.of(new ImageRef("stylize", "default/uploads/" + id + "/style1-0123456789abcdef0123456789abcdef")));
        StylizationJob job = StylizationJob.of(id, pictures, RECIPE, at, null).withResolved(resolved);
        return JobRecord.submitted(job, at)
                .after(new JobEvent.Submitted(id, 1, at))
                .after(new JobEvent.Queued(id, 2, at))
                .after(new JobEvent.Cancelled(id, 3, at));
    }
}
