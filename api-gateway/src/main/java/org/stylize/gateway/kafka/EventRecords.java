package org.stylize.gateway.kafka;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.webhook.KeptEvent;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Received;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;

/** Reads records of {@code stylize.events} for webhooks. */
final class EventRecords {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecords.class);

    private EventRecords() {}

    /** The event of a record; empty if it has none that can be read, or nobody knows whose it is. */
    static Optional<KeptEvent> read(ConsumerRecord<String, byte[]> record, JobCodec codec) {
        try {
            Received received = KafkaRecords.received(record.key(), record.value(), record.headers());
            return received.tenant()
                    .map(tenant -> new KeptEvent(
                            record.partition(),
                            record.offset(),
                            tenant,
                            codec.decodeEvent(received),
                            received.trace()));
        } catch (UndecodableException | InvalidJobException e) {
            LOG.warn(
                    "Record {} of {}-{} is sent to no webhook, because it cannot be read: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
