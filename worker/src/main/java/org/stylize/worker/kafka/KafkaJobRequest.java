package org.stylize.worker.kafka;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Execution;
import org.stylize.worker.job.JobRequest;
import org.stylize.worker.share.HeldRecord;

/** A record that is held, as a request. */
record KafkaJobRequest(HeldRecord<Delivered> record) implements JobRequest {
    /** What the record says, and the attempt that this delivery is. */
    record Delivered(StylizationJob job, @Nullable Execution execution, Attempt attempt) {
        Delivered {
            requireNonNull(job, "job is null");
            requireNonNull(attempt, "attempt is null");
        }
    }

    @Override
    public StylizationJob job() {
        return record.value().job();
    }

    @Override
    public @Nullable Execution execution() {
        return record.value().execution();
    }

    @Override
    public Attempt attempt() {
        return record.value().attempt();
    }

    @Override
    public boolean isLockLost() {
        return record.isLockLost();
    }

    @Override
    public void accept() {
        record.accept();
    }

    @Override
    public void release() {
        record.release();
    }
}
