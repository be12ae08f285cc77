package org.stylize.gateway.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Tenant;

/**
 * The jobs that a view knows, by id, by place in the lists, and by the objects that they name. It holds any number of
 * jobs in bounded memory.
 *
 * <p>One thread at a time writes; readers are of any number and never wait for it. A reader may see a job in a list
 * that has moved on or gone since.
 */
public interface JobStore {
    Optional<JobRecord> find(JobId id);

    /**
     * The job that an earlier release made for that idempotency key: its id is not the {@link KeyedId}.
     */
    Optional<JobRecord> ofEarlierRelease(Tenant tenant, String idempotencyKey);

    /**
     * Keeps a job.
     *
     * @param known what {@link #find} returns of this job now; null if nothing
     */
    void put(@Nullable JobRecord known, JobRecord job);

    /** Forgets a job, which {@link #find} returns now. */
    void remove(JobRecord known);

    /**
     * Jobs from the newest to the oldest. It looks at a bounded number of jobs, so the page may be short, or empty, though
     * there are more.
     *
     * @param limit how many at most
     * @param before older than this place; null for the newest
     */
    JobPage newest(JobQuery query, int limit, @Nullable Place before);

    /**
     * How many jobs of a batch are in each state; those that were done again by another job of the batch do not count.
     */
    Map<JobState, Integer> counts(Tenant tenant, BatchId batch);

    /** How many queued jobs of the same tenant and lane have a place before that of this one; at most so many. */
    int ahead(JobRecord job, int most);

    /** The place of the oldest job in that state, of any tenant. */
    Optional<Place> oldest(JobState state);

    /**
     * Completed jobs of one tenant whose results are made of that, and may be reused, in no particular order.
     *
     * @param madeOf as {@link org.stylize.proto.MadeOf} says it
     * @param limit how many at most
     */
    List<JobRecord> reusable(Tenant tenant, String madeOf, int limit);

    /** Whether a job names an object of the store with that key: as one of its pictures, or as its result. */
    boolean isNamed(String key);

    /** A job that has not ended and names an object of the store with that key. */
    Optional<JobId> openJobNaming(String key);

    /** Whether a job names an object of the store whose key begins so. */
    boolean isAnyNamed(String keyPrefix);
}
