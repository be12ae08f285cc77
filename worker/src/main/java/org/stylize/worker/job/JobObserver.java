package org.stylize.worker.job;

import java.time.Duration;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Plan;

/** Counts and times what happens to jobs. Must not throw, and must be quick. For any thread. */
public interface JobObserver {
    /** A request was acquired, for the first time or again. */
    void delivered(int delivery);

    /** A record of the requests topic is not a job. */
    void undecodable();

    /** An acquisition lock was renewed. */
    void renewed();

    /** An acquisition lock was lost before the request was settled. */
    void lockLost();

    /** The optimization of a job begins, or goes on. */
    void started(StylizationJob job, Attempt attempt, Plan plan);

    /** The optimization of a job goes on from a checkpoint. */
    void resumed(StylizationJob job);

    /** A checkpoint is stored. */
    void checkpointed(StylizationJob job);

    /**
     * An attempt ended.
     *
     * @param took from the delivery to here
     */
    void ended(StylizationJob job, JobEnd end, Duration took);
}
