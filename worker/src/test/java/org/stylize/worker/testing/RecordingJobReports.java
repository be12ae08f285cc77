package org.stylize.worker.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.Trace;
import org.stylize.worker.job.JobReports;

/** Remembers what it was told. */
public final class RecordingJobReports implements JobReports {
    private final List<JobReport> reports = new CopyOnWriteArrayList<>();
    private final List<JobProgress> progress = new CopyOnWriteArrayList<>();

    @Override
    public void announce(JobReport report, Trace trace) {
        reports.add(report);
    }

    @Override
    public void bury(DeadLetter letter, Trace trace) {
        throw new IllegalStateException("only records that are no jobs are buried, by whoever reads them: " + letter);
    }

    @Override
    public void tell(JobProgress told, Trace trace) {
        progress.add(told);
    }

    public List<JobReport> reports() {
        return List.copyOf(reports);
    }

    public List<JobProgress> progress() {
        return List.copyOf(progress);
    }
}
