package org.stylize.gateway.submission;

import org.stylize.proto.StylizationJob;

/** Where accepted jobs go. For any thread. */
public interface JobSubmissions {
    /**
     * Hands a job over; when this returns, it is kept on all in-sync replicas.
     *
     * @throws UnavailableException if that could not be confirmed in time; the job may or may not be kept then, so the
     *     caller may only repeat it under the same id
     */
    void submit(StylizationJob job);
}
