package org.stylize.gateway.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.Usage;

/** Keeps what an observer throws away from the ledger. */
record SafeObserver(LedgerObserver observer) implements LedgerObserver {
    private static final Logger LOG = LoggerFactory.getLogger(SafeObserver.class);

    @Override
    public void changed(JobRecord after, JobEvent event) {
        safely(() -> observer.changed(after, event));
    }

    @Override
    public void deadLetter(Problem problem) {
        safely(() -> observer.deadLetter(problem));
    }

    @Override
    public void ignored(Ignored why) {
        safely(() -> observer.ignored(why));
    }

    @Override
    public void used(Usage usage) {
        safely(() -> observer.used(usage));
    }

    @Override
    public void line(int partition, long held, long asked) {
        safely(() -> observer.line(partition, held, asked));
    }

    @Override
    public void lost() {
        safely(observer::lost);
    }

    private static void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("an observer of the ledger failed", e);
        }
    }
}
