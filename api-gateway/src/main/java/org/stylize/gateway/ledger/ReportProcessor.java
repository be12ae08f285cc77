package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.UndecodableException;

/** Rules on the reports of the workers. */
final class ReportProcessor extends ContextualProcessor<String, byte[], String, byte[]> {
    /** Most bytes of a report. A report with the loss of each layer has some hundred. */
    private static final int MOST_BYTES = 64 << 10;

    private final JobCodec codec;
    private final Clock clock;
    private final LedgerObserver observer;
    private @Nullable LedgerOutputs outputs;

    ReportProcessor(JobCodec codec, Clock clock, LedgerObserver observer) {
        this.codec = codec;
        this.clock = clock;
        this.observer = observer;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        outputs = new LedgerOutputs(context, codec, observer);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Instant at = clock.instant();
        LedgerOutputs out = requireNonNull(outputs, "outputs is null");
        Received received = KafkaRecords.received(record);
        try {
            JobReport report = decoded(received);
            JobRecord known = out.find(report.id());
            if (known == null) {
                LedgerLog.unknownJob(received.key());
            } else {
                out.write(JobLedger.reported(known, report, at), received, at);
            }
        } catch (InvalidJobException | UndecodableException e) {
            Problem problem = new Problem(ProblemType.INVALID_JOB, "a report cannot be read: " + e.getMessage());
            out.deadLetter(SubmissionProcessor.printable(received.key()), problem, 0, received, at);
        }
    }

    private JobReport decoded(Received record) {
        int bytes = record.bytes();
        if (bytes > MOST_BYTES) {
            throw new UndecodableException("it may have at most " + MOST_BYTES + " bytes but has " + bytes);
        }
        JobReport report = codec.decodeReport(record);
        if (!report.id().toString().equals(record.key())) {
            throw new UndecodableException("its record key must be the job id " + report.id());
        }
        return report;
    }
}
