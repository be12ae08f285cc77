package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.StylizationJob;

/** Admits each submission once. */
final class SubmissionProcessor extends ContextualProcessor<String, byte[], String, byte[]> {
    private final JobCodec codec;
    private final SubmissionReader reader;
    private final Clock clock;
    private final LedgerObserver observer;
    private final Retention retention;
    private @Nullable LedgerOutputs outputs;

    SubmissionProcessor(JobCodec codec, Clock clock, LedgerObserver observer, Retention retention) {
        this.codec = codec;
        this.reader = new SubmissionReader(codec);
        this.clock = clock;
        this.observer = observer;
        this.retention = retention;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        LedgerOutputs made = new LedgerOutputs(context, codec, observer);
        outputs = made;
        retention.schedule(context, made);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Instant at = clock.instant();
        LedgerOutputs out = requireNonNull(outputs, "outputs is null");
        Received received = KafkaRecords.received(record);
        Runnable effect = reader.read(received).match(new SubmissionReader.Found.Cases<Runnable>() {
            @Override
            public Runnable job(SubmissionReader.Found.Job found) {
                return () -> admit(found.job(), received, at, out);
            }

            @Override
            public Runnable unreadable(SubmissionReader.Found.Unreadable found) {
                return () -> out.refuse(found.id(), found.problem(), received, at);
            }

            @Override
            public Runnable unnamed(SubmissionReader.Found.Unnamed found) {
                return () -> out.deadLetter(printable(received.key()), found.problem(), 0, received, at);
            }
        });
        effect.run();
    }

    private static void admit(StylizationJob job, Received record, Instant at, LedgerOutputs out) {
        if (out.isRefused(job.id())) {
            Problem problem = new Problem(
                    ProblemType.CONFLICTING_JOB,
                    "an earlier submission under the id " + job.id() + " could not be read; take a new id");
            out.deadLetter(job.id().toString(), problem, 0, record, at);
        } else {
            out.write(JobLedger.submitted(out.find(job.id()), job, at), record, at);
        }
    }

    /** A key that anybody may have written, made safe for a log and for a record key. */
    static String printable(String key) {
        if (key.isEmpty()) {
            return "none";
        }
        String clipped = key.length() <= 64 ? key : key.substring(0, 64);
        return clipped.replaceAll("[^\\p{Graph} ]", "?");
    }
}
