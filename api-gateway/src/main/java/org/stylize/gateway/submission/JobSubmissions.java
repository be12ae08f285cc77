package org.stylize.gateway.submission;

import java.util.Map;
import org.stylize.proto.Judged;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;

/** Where accepted jobs go. For any thread. */
public interface JobSubmissions {
    /**
     * Hands a job over that the ledger judges by its tenant's quotas; when this returns, it is kept on all in-sync replicas.
     *
     * @throws UnavailableException if Kafka did not confirm this in time. The job may or may not be kept then, so the
     *     caller may repeat it only under the same id
     */
    void submit(StylizationJob job);

    /**
     * Hands a job over that its tenant's quotas allow; when this returns, it is kept on all in-sync replicas.
     *
     * @throws UnavailableException as above
     */
    void submit(StylizationJob job, Judged judged);

    /**
     * Hands jobs over that their tenant's quotas allow; when this returns, all are kept on all in-sync replicas.
     *
     * @throws UnavailableException if that could not be confirmed in time for one of them; each may or may not be kept then
     */
    void submit(Map<StylizationJob, Judged> jobs);

    /**
     * Hands a job over that is completed at once; when this returns, it is kept on all in-sync replicas.
     *
     * @param reuse its result, which is in the store
     * @throws UnavailableException as above
     */
    void submit(StylizationJob job, Reuse reuse);
}
