package org.stylize.gateway.ledger;

import java.time.Instant;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.Topics;
import org.stylize.proto.UndecodableException;

/** Rules on the reports of the workers. */
final class ReportProcessor extends LedgerProcessor {
    /** Most bytes of a report. A report with the loss of each layer has some hundred. */
    private static final int MOST_BYTES = 64 << 10;

    ReportProcessor(LedgerParts parts) {
        super(parts, DeadLetter.Kind.REPORT, Topics.REPORTS, LedgerTopology.REPORTS);
    }

    @Override
    void read(Received received, Instant at) {
        JobReport report;
        try {
            report = decoded(received);
        } catch (InvalidJobException | UndecodableException e) {
            Problem problem = new Problem(ProblemType.INVALID_JOB, "a report cannot be read: " + e.getMessage());
            letter(DeadLetter.Kind.REPORT, problem, received, at);
            return;
        }
        JobRecord known = outputs().find(report.id());
        if (known == null) {
            LedgerLog.unknownJob(received.key());
            parts().observer().ignored(LedgerObserver.Ignored.UNKNOWN_JOB);
            return;
        }
        Ruling ruling = traced(ledger().reported(known, report, at), report, received);
        if (!ruling.isChanged()) {
            parts().observer().ignored(LedgerObserver.Ignored.STALE);
        }
        outputs().write(ruling, received, DeadLetter.Kind.REPORT, at);
        outputs().fill(at);
    }

    /** The job remembers the attempt that has begun, for whoever goes on with the job. */
    private static Ruling traced(Ruling ruling, JobReport report, Received received) {
        JobRecord job = ruling.job();
        return report instanceof JobReport.Started && ruling.isChanged()
                ? ruling.withJob(job.withTrace(job.job().trace().attempted(received.trace())))
                : ruling;
    }

    private JobReport decoded(Received record) {
        int bytes = record.bytes();
        if (bytes > MOST_BYTES) {
            throw new UndecodableException("it may have at most " + MOST_BYTES + " bytes but has " + bytes);
        }
        JobReport report = parts().codec().decodeReport(record);
        if (!report.id().toString().equals(record.key())) {
            throw new UndecodableException("its record key must be the job id " + report.id());
        }
        return report;
    }
}
