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
import org.stylize.proto.StylizationJob;

/** Admits submissions, once each. */
final class SubmissionProcessor extends ContextualProcessor<String, byte[], String, byte[]> {
    private static final byte[] NOTHING = {};

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
        byte[] value = record.value() == null ? NOTHING : record.value();
        SubmissionReader.Found found = reader.read(record.key(), record.value());
        if (found instanceof SubmissionReader.Found.Job readable) {
            admit(readable.job(), value, at, out);
        } else if (found instanceof SubmissionReader.Found.Nothing nothing) {
            if (nothing.id() == null) {
                out.deadLetter(printable(record.key()), nothing.problem(), 0, value, at);
            } else {
                out.refuse(nothing.id(), nothing.problem(), value, at);
            }
        }
    }

    private static void admit(StylizationJob job, byte[] value, Instant at, LedgerOutputs out) {
        if (out.isRefused(job.id())) {
            Problem problem = new Problem(
                    ProblemType.CONFLICTING_JOB,
                    "an earlier submission under the id " + job.id() + " could not be read; take a new id");
            out.deadLetter(job.id().toString(), problem, 0, value, at);
        } else {
            out.write(JobLedger.submitted(out.find(job.id()), job, at), value, at);
        }
    }

    /** A key that anybody may have written, fit for a log and a record key. */
    static String printable(@Nullable String key) {
        if (key == null) {
            return "none";
        }
        String clipped = key.length() <= 64 ? key : key.substring(0, 64);
        return clipped.replaceAll("[^\\p{Graph} ]", "?");
    }
}
