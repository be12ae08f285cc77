package org.stylize.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.stylize.proto.CloudEvents;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Received;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * The topics through which services of a tenant talk to the fleet over Kafka. What a service writes to the tenant's
 * submissions becomes a submission of that tenant, whatever it says itself; the tenant's events get a copy in a topic that
 * only the tenant reads. Which topics there are decides which tenants there are.
 */
public final class TenantTopics implements AutoCloseable {
    private static final Pattern SUBMISSIONS = Pattern.compile(Pattern.quote(Topics.SUBMISSIONS + ".") + "[a-z0-9-]+");
    /** What is cut off is more than the ledger takes, so it refuses the job and says why. */
    private static final int MOST_BYTES = 512 << 10;

    private static final int MOST_HEADER_BYTES = 1024;
    private static final List<String> CARRIED = List.of(
            CloudEvents.TYPE,
            CloudEvents.CONTENT_TYPE,
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_subject",
            "ce_time",
            Trace.PARENT,
            Trace.STATE);

    private final TenantRelay submissions;
    private final TenantRelay events;

    public TenantTopics(KafkaSettings kafka, JobCodec codec) {
        submissions = new TenantRelay(
                kafka,
                "tenant-submissions",
                "stylize-gateway-tenant-submissions",
                consumer -> consumer.subscribe(SUBMISSIONS),
                (record, topics) -> submission(record, codec));
        events = new TenantRelay(
                kafka,
                "tenant-events",
                "stylize-gateway-tenant-events",
                consumer -> consumer.subscribe(List.of(Topics.EVENTS)),
                TenantTopics::event);
    }

    /** Starts two threads. */
    public void start() {
        submissions.start();
        events.start();
    }

    @Override
    public void close() {
        submissions.close();
        events.close();
    }

    /** Of a record of a tenant's submissions. */
    static Optional<ProducerRecord<String, byte[]>> submission(ConsumerRecord<String, byte[]> record, JobCodec codec) {
        String name = record.topic().substring(Topics.SUBMISSIONS.length() + 1);
        if (!Tenant.isName(name)) {
            return Optional.empty();
        }
        Headers headers = carried(record.headers());
        headers.add(CloudEvents.TENANT, name.getBytes(UTF_8));
        byte[] value = record.value() == null ? new byte[0] : record.value();
        if (value.length > MOST_BYTES) {
            value = Arrays.copyOf(value, MOST_BYTES);
        } else {
            Received received = JobCodec.inProtobuf(KafkaRecords.received(record.key(), value, headers));
            String form = received.headers().getOrDefault(CloudEvents.CONTENT_TYPE, CloudEvents.PROTOBUF);
            headers.remove(CloudEvents.CONTENT_TYPE).add(CloudEvents.CONTENT_TYPE, form.getBytes(UTF_8));
            value = value(received, codec).toByteArray();
        }
        return Optional.of(new ProducerRecord<>(Topics.SUBMISSIONS, null, record.key(), value, headers));
    }

    /**
     * Only a gateway knows which results may be given for a job, and which job keeps to its tenant's quotas: a tenant's word
     * for either does not count, so the job alone is carried.
     */
    private static ByteString value(Received received, JobCodec codec) {
        if (JobCodec.isCommand(received)) {
            return received.value();
        }
        try {
            return codec.encodeSubmission(codec.decodeSubmission(received)).value();
        } catch (InvalidJobException | UndecodableException e) {
            return received.value(); // the ledger says what is wrong
        }
    }

    /** Of a record of all events. */
    static Optional<ProducerRecord<String, byte[]>> event(ConsumerRecord<String, byte[]> record, Set<String> topics) {
        String tenant = KafkaRecords.received(record.key(), null, record.headers())
                .headers()
                .get(CloudEvents.TENANT);
        return Optional.ofNullable(tenant)
                .filter(Tenant::isName)
                .map(name -> Topics.eventsOf(new Tenant(name)))
                .filter(topics::contains)
                .map(topic -> new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers()));
    }

    private static Headers carried(Headers from) {
        Headers headers = new RecordHeaders();
        for (String name : CARRIED) {
            Header header = from.lastHeader(name);
            if (header != null && header.value() != null && header.value().length <= MOST_HEADER_BYTES) {
                headers.add(header);
            }
        }
        return headers;
    }
}
