package org.stylize.worker.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stylize.proto.JobId;
import org.stylize.worker.job.JobOrders;

/** Orders that a test gives. */
public final class RecordedOrders implements JobOrders {
    public final Set<JobId> ended = ConcurrentHashMap.newKeySet();
    public final Set<JobId> finishing = ConcurrentHashMap.newKeySet();
    public final Set<String> superseded = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isEnded(JobId job) {
        return ended.contains(job);
    }

    @Override
    public boolean isFinishWanted(JobId job) {
        return finishing.contains(job);
    }

    @Override
    public boolean isSuperseded(String attemptId) {
        return superseded.contains(attemptId);
    }
}
