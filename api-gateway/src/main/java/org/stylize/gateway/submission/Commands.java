package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.JobViews;
import org.stylize.gateway.view.KeyedId;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTerms;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;

/**
 * Cancels, finishes, retries and deletes jobs: refuses what the state of the job does not allow, hands the command to
 * the broker, and waits until the view of the jobs shows what the ledger made of it. The ledger has the last word. If
 * commands, or a command and a worker's report, come at the same time, the one that the ledger reads first counts.
 *
 * <p>The jobs of other tenants do not exist for a caller. For any thread; waits for broker, ledger and store. Each method
 * throws
 *
 * <ul>
 *   <li>{@link RefusedException} if there is no such job, if its state does not allow it, or if a retry needs a picture that is gone,
 *   <li>{@link UnavailableException} if broker, ledger or store does not answer in time.
 * </ul>
 */
public final class Commands {
    private final JobViews views;
    private final JobCommands broker;
    private final JobObjects objects;
    private final KeptPictures pictures;
    private final Clock clock;
    private final Rulings rulings;

    /**
     * Sends nothing yet.
     *
     * @param store all objects of the jobs
     * @param images the same store, where the pictures are looked for that a retry needs
     * @param rulingTimeout longest wait for the ledger to carry out a command
     */
    public Commands(
            JobViews views,
            JobCommands broker,
            StoredObjects store,
            ImageStore images,
            Clock clock,
            Duration rulingTimeout) {
        this.views = requireNonNull(views, "views is null");
        this.broker = requireNonNull(broker, "broker is null");
        this.objects = new JobObjects(store, views);
        this.pictures = new KeptPictures(images);
        this.clock = requireNonNull(clock, "clock is null");
        this.rulings = new Rulings(rulingTimeout);
    }

    /**
     * Cancels a job; one that is cancelled already stays so.
     *
     * @return the cancelled job
     */
    public JobRecord cancel(Tenant tenant, String text, Trace trace) {
        JobRecord job = known(tenant, text);
        if (!job.state().isTerminal()) {
            broker.send(new JobCommand.Cancel(job.id(), clock.instant()), trace);
            job = rulings.await(views.when(job.id(), now -> now.state().isTerminal()), late("ask again"));
        }
        if (job.state() != JobState.CANCELLED) {
            throw ended(job);
        }
        return job;
    }

    /**
     * Ends the optimization of a job; the picture that it has will be its result. A job whose deadline has passed is being
     * finished already.
     *
     * @return the job, which in most cases still runs
     */
    public JobRecord finish(Tenant tenant, String text, Trace trace) {
        JobRecord job = known(tenant, text);
        if (job.state().isTerminal()) {
            throw ended(job);
        }
        if (job.state() != JobState.RUNNING && job.dispatch().keptSteps() == 0) {
            throw notPossible("job " + job.id() + " has no picture yet; its state is " + job.state()
                    + ": cancel it, or wait until it runs");
        }
        JobTerms before = job.job().terms();
        if (isOver(before.deadline())) {
            return job;
        }
        broker.send(new JobCommand.Finish(job.id(), clock.instant()), trace);
        return rulings.await(
                views.when(job.id(), now -> now.state().isTerminal() || isFinishing(now, before)), late("ask again"));
    }

    private boolean isFinishing(JobRecord job, JobTerms before) {
        Instant deadline = job.job().terms().deadline();
        return isOver(deadline) || (deadline != null && !deadline.equals(before.deadline()));
    }

    private boolean isOver(@Nullable Instant deadline) {
        return deadline != null && !deadline.isAfter(clock.instant());
    }

    /**
     * Submits a job again that failed, was cancelled or expired.
     *
     * @param key the caller's name for this retry, which makes it the same as an earlier one of that name; null: each
     *     retry is a new job
     * @return the new job
     */
    public JobRecord retry(Tenant tenant, String text, @Nullable String key, Trace trace) {
        JobRecord job = known(tenant, text);
        if (!job.state().isTerminal() || job.state() == JobState.COMPLETED) {
            throw notPossible("only a job that failed, was cancelled or expired can be done again, but job " + job.id()
                    + " is " + job.state());
        }
        JobId retryId = key == null ? JobId.random() : KeyedId.ofRetry(tenant, job.id(), key);
        if (views.find(retryId).isEmpty()) {
            pictures.check(job.job());
            broker.send(new JobCommand.Retry(job.id(), clock.instant(), retryId), trace);
        }
        return rulings.await(
                views.ruled(retryId),
                late(key == null ? "look for the new job before you ask again" : "ask again under the same name"));
    }

    /** Forgets a job that has ended, and deletes its objects. */
    public void delete(Tenant tenant, String text, Trace trace) {
        JobRecord job = known(tenant, text);
        if (!job.state().isTerminal()) {
            throw notPossible("job " + job.id() + " has not ended; its state is " + job.state() + ": cancel it first");
        }
        Set<ImageRef> before = objects.of(job);
        broker.send(new JobCommand.Delete(job.id(), clock.instant()), trace);
        rulings.await(views.gone(job.id()), late("ask again"));
        objects.discard(job, before);
    }

    private JobRecord known(Tenant tenant, String text) {
        try {
            return views.find(tenant, JobId.parse(text)).orElseThrow(() -> unknown(text, null));
        } catch (InvalidJobException e) {
            throw unknown(text, e);
        }
    }

    private String late(String advice) {
        return "the ledger did not carry out the command within " + rulings + "; " + advice;
    }

    private static RefusedException unknown(String text, @Nullable Throwable cause) {
        return new RefusedException(ProblemType.UNKNOWN_JOB, "there is no job " + text, null, cause);
    }

    private static RefusedException ended(JobRecord job) {
        return notPossible("job " + job.id() + " has ended already; its state is " + job.state());
    }

    private static RefusedException notPossible(String why) {
        return new RefusedException(ProblemType.NOT_POSSIBLE, why, null);
    }
}
