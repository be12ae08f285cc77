package org.stylize.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.outcome;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.proto.CloudEvents;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Received;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.KafkaRecords;

class TenantTopicsTest {
    private static final Tenant ACME = new Tenant("acme");

    private final JobCodec codec = new JobCodec("/another/team");

    @Test
    void aSubmissionBecomesThatOfTheTopicsTenantWhateverItsHeadersSay() {
        StylizationJob job = job(JobId.random());
        Encoded encoded = codec.encodeSubmission(job);
        Headers pretending = KafkaRecords.headers(encoded)
                .add(CloudEvents.TENANT, "beta".getBytes(UTF_8))
                .add("x-own", new byte[1]);
        ConsumerRecord<String, byte[]> written = record(Topics.submissionsOf(ACME), encoded, pretending);

        ProducerRecord<String, byte[]> copy = submission(written).orElseThrow();

        assertThat(copy.topic()).isEqualTo(Topics.SUBMISSIONS);
        assertThat(copy.key()).isEqualTo(written.key());
        assertThat(copy.headers().headers(CloudEvents.TENANT))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).asString(UTF_8).isEqualTo("acme"));
        assertThat(copy.headers().lastHeader("x-own")).isNull();
        assertThat(copy.headers().lastHeader("ce_source").value())
                .asString(UTF_8)
                .isEqualTo("/another/team");
        assertThat(codec.decodeSubmission(received(copy))).isEqualTo(job.withTenant(ACME));
    }

    @Test
    void aTenantCannotSayThatItsJobIsDone() {
        StylizationJob job = job(JobId.random());
        Reuse claimed =
                new Reuse(attempt(1), outcome(SampleJobs.PASTICHE).copiedTo(SampleJobs.PASTICHE, null, JobId.random()));

        ProducerRecord<String, byte[]> copy = submission(
                        record(Topics.submissionsOf(ACME), codec.encodeSubmission(job, claimed)))
                .orElseThrow();

        assertThat(codec.decodeReuse(received(copy))).isEmpty();
        assertThat(codec.decodeSubmission(received(copy)).id()).isEqualTo(job.id());
    }

    @Test
    void whatIsTooLargeIsCutAndStaysLargerThanTheLedgerTakes() {
        ConsumerRecord<String, byte[]> large =
                new ConsumerRecord<>(Topics.submissionsOf(ACME), 0, 0, "key", new byte[1_000_000]);

        assertThat(submission(large).orElseThrow().value()).hasSize(512 << 10);
    }

    @Test
    void garbageAndNothingAreCarriedSoThatTheLedgerSaysWhatIsWrong() {
        byte[] garbage = {(byte) 0xff, 1, 2};
        String topic = Topics.submissionsOf(ACME);

        assertThat(submission(new ConsumerRecord<>(topic, 0, 0, "key", garbage))
                        .orElseThrow()
                        .value())
                .isEqualTo(garbage);
        assertThat(submission(new ConsumerRecord<>(topic, 0, 0, "key", null))
                        .orElseThrow()
                        .value())
                .isEmpty();
        assertThat(submission(new ConsumerRecord<>(Topics.SUBMISSIONS + ".-x-", 0, 0, "key", garbage)))
                .isEmpty();
    }

    @Test
    void commandsAreCarriedAsTheyAre() {
        Encoded cancel = codec.encodeCommand(new JobCommand.Cancel(JobId.random(), SampleJobs.NOON), Trace.NONE);

        ProducerRecord<String, byte[]> copy =
                submission(record(Topics.submissionsOf(ACME), cancel)).orElseThrow();

        assertThat(JobCodec.isCommand(received(copy))).isTrue();
        assertThat(copy.value()).isEqualTo(cancel.value().toByteArray());
    }

    @Test
    void aSubmissionInJsonIsCarriedInProtobuf() {
        JobId id = JobId.random();
        String json = """
                {"job": {"id": "%s", "content": {"uri": "s3://stylize/acme/a.jpg"},
                  "styles": [{"image": {"uri": "s3://stylize/acme/b.jpg"}}], "preset": {"name": "fast"}},
                 "judged": {"pixelSteps": "1"}}""".formatted(id);

        ProducerRecord<String, byte[]> copy = submission(json(id, json)).orElseThrow();

        assertThat(codec.decodeSubmission(received(copy)).id()).isEqualTo(id);
        assertThat(codec.decodeJudged(received(copy))).isEmpty();
        assertThat(received(copy).headers()).containsEntry(CloudEvents.CONTENT_TYPE, CloudEvents.PROTOBUF);
    }

    @Test
    void jsonThatCannotBeReadIsCarriedAsItIs() {
        ProducerRecord<String, byte[]> copy =
                submission(json(JobId.random(), "{\"job\": 7}")).orElseThrow();

        assertThat(copy.value()).asString(UTF_8).isEqualTo("{\"job\": 7}");
        assertThat(received(copy).headers()).containsEntry(CloudEvents.CONTENT_TYPE, CloudEvents.JSON);
    }

    @Test
    void anEventGoesToItsTenantsTopicIfThereIsOne() {
        JobEvent event = new JobEvent.Queued(JobId.random(), 2, SampleJobs.NOON);
        ConsumerRecord<String, byte[]> acmes = record(Topics.EVENTS, codec.encodeEvent(event, ACME, Trace.NONE));
        ConsumerRecord<String, byte[]> nobodys = record(Topics.EVENTS, codec.encodeEvent(event, null, Trace.NONE));
        Set<String> topics = Set.of(Topics.EVENTS, Topics.eventsOf(ACME));

        ProducerRecord<String, byte[]> copy = TenantTopics.event(acmes, topics).orElseThrow();

        assertThat(copy.topic()).isEqualTo(Topics.eventsOf(ACME));
        assertThat(codec.decodeEvent(received(copy))).isEqualTo(event);
        assertThat(copy.headers().lastHeader("ce_id")).isEqualTo(acmes.headers().lastHeader("ce_id"));
        assertThat(TenantTopics.event(acmes, Set.of(Topics.EVENTS))).isEmpty();
        assertThat(TenantTopics.event(nobodys, topics)).isEmpty();
    }

    private Optional<ProducerRecord<String, byte[]>> submission(ConsumerRecord<String, byte[]> record) {
        return TenantTopics.submission(record, codec);
    }

    private static ConsumerRecord<String, byte[]> json(JobId id, String text) {
        Headers headers = new RecordHeaders().add(CloudEvents.CONTENT_TYPE, CloudEvents.JSON.getBytes(UTF_8));
        return record(
                Topics.submissionsOf(ACME),
                new Encoded(id.toString(), ByteString.copyFromUtf8(text), Map.of()),
                headers);
    }

    private static Received received(ProducerRecord<String, byte[]> record) {
        return KafkaRecords.received(record.key(), record.value(), record.headers());
    }

    private static ConsumerRecord<String, byte[]> record(String topic, Encoded written) {
        return record(topic, written, KafkaRecords.headers(written));
    }

    private static ConsumerRecord<String, byte[]> record(String topic, Encoded written, Headers headers) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                written.key(),
                written.value().toByteArray(),
                headers,
                Optional.empty());
    }
}
