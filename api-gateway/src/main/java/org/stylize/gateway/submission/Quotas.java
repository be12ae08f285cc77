package org.stylize.gateway.submission;

import java.util.Map;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;

/**
 * What a tenant may use. Each method throws an exception of its own if the tenant may not. For any thread; never waits.
 */
public interface Quotas {
    /** The tenant submits something. */
    void request(Tenant tenant);

    /**
     * A new job of the tenant is about to be handed to the broker.
     *
     * @param bytes of its pictures, which are not in the store yet
     */
    void hand(Tenant tenant, JobId id, long pixelSteps, long bytes);

    /**
     * New jobs of the tenant are about to be handed to the broker together: all or none.
     *
     * @param pixelSteps of each
     */
    void hand(Tenant tenant, Map<JobId, Long> pixelSteps);

    /** The tenant is about to store so many bytes. */
    void store(Tenant tenant, long bytes);

    /** The job was not handed to the broker after all. */
    void forget(Tenant tenant, JobId id);
}
