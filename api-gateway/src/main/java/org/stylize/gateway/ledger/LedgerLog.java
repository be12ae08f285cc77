package org.stylize.gateway.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;

/** Logs one line for each change of a job's state. */
final class LedgerLog {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerLog.class);

    private LedgerLog() {}

    static void changed(JobRecord job) {
        var line = LOG.atInfo()
                .addKeyValue("jobId", job.id())
                .addKeyValue("tenant", job.job().tenant())
                .addKeyValue("state", job.state())
                .addKeyValue("sequence", job.sequence());
        Attempt last = job.status().lastAttempt().attempt();
        if (last != null) {
            line = line.addKeyValue("worker", last.worker())
                    .addKeyValue("slice", last.slice())
                    .addKeyValue("delivery", last.delivery());
        }
        Problem problem = job.status().problem();
        if (problem != null) {
            line = line.addKeyValue("problem", problem.type().slug());
        }
        line.log("Job changed");
    }

    static void deadLetter(String key, Problem problem) {
        LOG.atWarn()
                .addKeyValue("key", key)
                .addKeyValue("problem", problem.type().slug())
                .addKeyValue("detail", problem.detail())
                .log("Written to the dead letters");
    }

    static void unknownJob(String key) {
        LOG.atWarn().addKeyValue("jobId", key).log("A report about a job that the ledger does not know is ignored");
    }
}
