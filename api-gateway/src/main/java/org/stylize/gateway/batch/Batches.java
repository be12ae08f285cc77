package org.stylize.gateway.batch;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;
import org.stylize.gateway.submission.JobCommands;
import org.stylize.gateway.submission.JobSubmissions;
import org.stylize.gateway.submission.Quotas;
import org.stylize.gateway.submission.RefusedException;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.gateway.view.BatchViews;
import org.stylize.gateway.view.JobPage;
import org.stylize.gateway.view.JobQuery;
import org.stylize.gateway.view.JobViews;
import org.stylize.gateway.view.KeyedId;
import org.stylize.gateway.view.Place;
import org.stylize.proto.BatchId;
import org.stylize.proto.BatchRecord;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Judged;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;

/**
 * Accepts batches, and cancels and retries them as a whole. The ids of a batch's jobs are made from its own, so whatever is
 * interrupted can be repeated: the ledger admits each job once. The pictures are not looked at here; a job whose picture
 * cannot be used fails alone.
 *
 * <p>For any thread; waits for the broker. Each method throws {@link UnavailableException} if it does not answer in time.
 */
public final class Batches {
    private static final int PAGE = 500;
    private static final String RETRY = "batch";

    private final BatchViews batches;
    private final JobViews jobs;
    private final BatchLog log;
    private final JobSubmissions submissions;
    private final JobCommands commands;
    private final Quotas quotas;
    private final String bucket;
    private final Clock clock;

    /** @param bucket the one that is open to jobs */
    public Batches(
            BatchViews batches,
            JobViews jobs,
            BatchLog log,
            JobSubmissions submissions,
            JobCommands commands,
            Quotas quotas,
            String bucket,
            Clock clock) {
        this.batches = requireNonNull(batches, "batches is null");
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.log = requireNonNull(log, "log is null");
        this.submissions = requireNonNull(submissions, "submissions is null");
        this.commands = requireNonNull(commands, "commands is null");
        this.quotas = requireNonNull(quotas, "quotas is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Accepts a batch. When this returns, the broker has all of its jobs.
     *
     * @return the batch, new or of an earlier request with the same key
     * @throws InvalidRecipeException if there is no such recipe, or it does not suit the pictures
     * @throws RefusedException if a picture is not the tenant's, or the key was used for another batch
     */
    public BatchRecord accept(BatchRequest request) {
        quotas.request(request.tenant());
        Map<Object, Long> costs = costs(request);
        checkPictures(request);
        BatchId id = request.key() == null ? BatchId.random() : BatchId.keyed(request.tenant(), request.key());
        Optional<BatchRecord> earlier = batches.find(request.tenant(), id);
        BatchRecord batch = earlier.orElseGet(() -> fresh(id, request));
        if (!batch.fingerprint().equals(fingerprint(request))) {
            throw new RefusedException(
                    ProblemType.CONFLICTING_JOB,
                    "the same Idempotency-Key was used for batch " + id + ", which asked for something else",
                    "Idempotency-Key");
        }
        if (batch.accepted()) {
            return batch;
        }
        List<StylizationJob> all = request.jobs(id, batch.submittedAt());
        Map<StylizationJob, Judged> judged = new LinkedHashMap<>();
        all.forEach(job -> judged.put(job, new Judged(requireNonNull(costs.get(job.recipe())))));
        hand(request.tenant(), judged);
        write(batch);
        submissions.submit(judged);
        return write(batch.asAccepted());
    }

    private void hand(Tenant tenant, Map<StylizationJob, Judged> judged) {
        Map<JobId, Long> unknown = new LinkedHashMap<>();
        judged.forEach((job, cost) -> {
            if (jobs.find(job.id()).isEmpty()) {
                unknown.put(job.id(), cost.pixelSteps());
            }
        });
        quotas.hand(tenant, unknown);
    }

    /** The cost of each recipe; the sizes of the pictures are not known. */
    private static Map<Object, Long> costs(BatchRequest request) {
        Map<Object, Long> costs = new HashMap<>();
        request.recipes().forEach(choice -> {
            Recipe recipe = choice.resolve();
            StylizationJob any = request.jobs(BatchId.random(), Instant.EPOCH).get(0);
            any.pictures().checkSuits(recipe);
            costs.put(choice, recipe.mostPixelSteps());
        });
        return costs;
    }

    private void checkPictures(BatchRequest request) {
        List<ImageRef> all = new ArrayList<>(request.contents());
        request.styles()
                .forEach(mixture -> mixture.forEach(style -> {
                    all.add(style.image());
                    if (style.mask() != null) {
                        all.add(style.mask());
                    }
                }));
        for (ImageRef picture : all) {
            if (!picture.bucket().equals(bucket)) {
                throw new RefusedException(
                        ProblemType.BUCKET_NOT_ALLOWED,
                        "pictures must be in the bucket " + bucket + " but this one is " + picture,
                        null);
            }
            if (!request.tenant().owns(picture.key())) {
                Problem foreign = request.tenant().doesNotOwn(picture);
                throw new RefusedException(foreign.type(), foreign.detail(), null);
            }
        }
    }

    private BatchRecord fresh(BatchId id, BatchRequest request) {
        return new BatchRecord(
                id,
                request.tenant(),
                request.size(),
                clock.instant(),
                false,
                request.terms().lane(),
                request.tags().in(id),
                fingerprint(request),
                null);
    }

    /** Equal for two requests that ask for the same jobs, at whatever time. */
    private static String fingerprint(BatchRequest request) {
        LengthPrefixed fields = new LengthPrefixed();
        BatchId any = BatchId.keyed(request.tenant(), "");
        request.jobs(any, Instant.EPOCH).forEach(job -> fields.add(job.fingerprint()));
        return "1:" + Sha256.of(fields.bytes());
    }

    private BatchRecord write(BatchRecord batch) {
        log.write(batch);
        batches.put(batch);
        return batch;
    }

    /**
     * Cancels all jobs of a batch that have not ended. They end when the ledger has read the commands.
     *
     * @throws RefusedException if there is no such batch
     */
    public BatchRecord cancel(Tenant tenant, BatchId id, Trace trace) {
        BatchRecord batch = known(tenant, id);
        BatchRecord cancelled = write(batch.cancelled(clock.instant()));
        Map<JobId, JobCommand> orders = new LinkedHashMap<>();
        IntStream.range(0, batch.jobs())
                .mapToObj(id::job)
                .filter(job ->
                        jobs.find(job).map(known -> !known.state().isTerminal()).orElse(true))
                .forEach(job -> orders.put(job, new JobCommand.Cancel(job, clock.instant())));
        for (JobState open : List.of(JobState.SUBMITTED, JobState.QUEUED, JobState.RUNNING)) {
            all(batch, open).forEach(job -> orders.put(job.id(), new JobCommand.Cancel(job.id(), clock.instant())));
        }
        commands.send(List.copyOf(orders.values()), trace);
        return cancelled;
    }

    /**
     * Does the failed and expired jobs of a batch again, each by a new job of the same batch. Repeated, it does so with those
     * that failed since.
     *
     * @return how many
     * @throws RefusedException if there is no such batch
     */
    public int retry(Tenant tenant, BatchId id, Trace trace) {
        BatchRecord batch = known(tenant, id);
        List<JobCommand> orders = new ArrayList<>();
        for (JobState ended : List.of(JobState.FAILED, JobState.EXPIRED)) {
            for (JobRecord job : all(batch, ended)) {
                JobId again = KeyedId.ofRetry(tenant, job.id(), RETRY);
                if (jobs.find(again).isEmpty()) {
                    orders.add(new JobCommand.Retry(job.id(), clock.instant(), again));
                }
            }
        }
        commands.send(orders, trace);
        return orders.size();
    }

    private List<JobRecord> all(BatchRecord batch, JobState state) {
        List<JobRecord> all = new ArrayList<>();
        JobQuery query = JobQuery.of(batch.tenant(), state).in(batch.id());
        @Nullable Place last = null;
        do {
            JobPage page = jobs.page(query, PAGE, last);
            all.addAll(page.jobs());
            last = page.last();
        } while (last != null);
        return all;
    }

    /**
     * The batch of that id.
     *
     * @throws RefusedException if the tenant has none
     */
    public BatchRecord known(Tenant tenant, BatchId id) {
        return batches.find(tenant, id)
                .orElseThrow(() -> new RefusedException(ProblemType.UNKNOWN_BATCH, "there is no batch " + id, null));
    }
}
