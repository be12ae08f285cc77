package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.service.KafkaRecords;

/**
 * Reads the records of a topic that others write. Nothing that they write stops the ledger: a record that makes its
 * processing fail, in whatever way, becomes a dead letter. A record that its producer put into another partition than
 * Kafka's Java producer would is sent on to that one.
 */
abstract class LedgerProcessor extends ContextualProcessor<String, byte[], String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerProcessor.class);

    private final LedgerParts parts;
    private final JobLedger ledger;
    private final DeadLetter.Kind kind;
    private final String topic;
    private final String home;
    private @Nullable LedgerOutputs outputs; // set by init, before the first record

    /**
     * For one topic.
     *
     * @param topic its name
     * @param kind of the dead letters of its records
     * @param home the sink of the same topic, for records that are in the wrong partition
     */
    LedgerProcessor(LedgerParts parts, DeadLetter.Kind kind, String topic, String home) {
        this.parts = requireNonNull(parts, "parts is null");
        this.ledger = parts.ledger();
        this.kind = kind;
        this.topic = topic;
        this.home = home;
    }

    @Override
    public final void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        outputs = new LedgerOutputs(context, parts);
        started(context);
    }

    @Override
    public final void process(Record<String, byte[]> record) {
        outputs().reads(record);
        if (outputs().sentOn(record, home)) {
            return;
        }
        Instant at = parts.clock().instant();
        Received received = KafkaRecords.received(record.key(), record.value(), record.headers());
        parts.traces().process(topic, received, () -> process(received, at));
    }

    private void process(Received received, Instant at) {
        try {
            read(received, at);
        } catch (KafkaException e) {
            throw e; // Kafka Streams' own: the transaction is undone and the record comes again
        } catch (RuntimeException e) {
            LOG.error("A record of the kind {} made the ledger fail", kind, e);
            failed(new Problem(ProblemType.INTERNAL, "the ledger cannot process the record: " + e), received, at);
        }
    }

    /** The processor is ready; its first record comes later. */
    void started(ProcessorContext<String, byte[]> context) {}

    /** Does what follows from a record; may throw. */
    abstract void read(Received received, Instant at);

    /** The record cannot be processed. */
    void failed(Problem problem, Received received, Instant at) {
        letter(kind, problem, received, at);
    }

    final void letter(DeadLetter.Kind ofKind, Problem problem, Received received, Instant at) {
        outputs().deadLetter(ofKind, printable(received.key()), problem, received, at);
    }

    final LedgerOutputs outputs() {
        return requireNonNull(outputs, "the processor is not initialized");
    }

    final LedgerParts parts() {
        return parts;
    }

    final JobLedger ledger() {
        return ledger;
    }

    /** A key that anybody may have written, made safe for a log and for a record key. */
    private static String printable(String key) {
        if (key.isEmpty()) {
            return "none";
        }
        String clipped = key.length() <= 64 ? key : key.substring(0, 64);
        return clipped.replaceAll("[^\\p{Graph} ]", "?");
    }
}
