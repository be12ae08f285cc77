package org.stylize.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.Outcome;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Network;
import org.stylize.recipe.Plan;

/** Jobs, reports and events for tests without a broker. */
public final class SampleJobs {
    public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    public static final ImageRef PASTICHE = new ImageRef("stylize", "jobs/pastiche.png");
    public static final Problem GONE = new Problem(ProblemType.UNAVAILABLE, "the worker is stopping");

    private static final JobPictures<ImageRef> PICTURES = JobPictures.of(
            new ImageRef("stylize", "default/in/photo.jpg"), List.of(new ImageRef("stylize", "default/in/wave.png")));

    private SampleJobs() {}

    public static StylizationJob job(JobId id) {
        return job(id, new RecipeChoice.Preset("d2l", "{\"steps\":40}"));
    }

    public static StylizationJob job(JobId id, RecipeChoice recipe) {
        return StylizationJob.of(id, PICTURES, recipe, NOON, null);
    }

    /** With pictures of that tenant. */
    public static StylizationJob job(Tenant tenant, JobId id) {
        JobPictures<ImageRef> own = PICTURES.map(
                picture -> new ImageRef(picture.bucket(), picture.key().replaceFirst("default/", tenant.keyPrefix())));
        return StylizationJob.of(id, own, job(id).recipe(), NOON, null).withTenant(tenant);
    }

    public static StylizationJob jobWithKey(JobId id, String key) {
        return StylizationJob.of(id, PICTURES, job(id).recipe(), NOON, key);
    }

    /** Of the first slice. */
    public static Attempt attempt(int delivery) {
        return attempt(Slice.FIRST, delivery);
    }

    public static Attempt attempt(Slice slice, int delivery) {
        return Attempt.by("worker-" + slice + "-" + delivery, "cpu", slice, delivery);
    }

    public static Losses losses() {
        return new Losses(1.5, 2.5, 0.25, 4.25, Map.of("style:relu1_1", 2.5));
    }

    public static Outcome outcome(ImageRef pastiche) {
        return new Outcome(pastiche, 40, 64, 48, losses(), 12.5, "", false, null);
    }

    public static JobReport.Started started(JobId id, Attempt attempt) {
        return started(id, attempt, null);
    }

    public static JobReport.Started started(JobId id, Attempt attempt, @Nullable Execution execution) {
        return new JobReport.Started(id, attempt, NOON, new Plan(40, 64, 48), execution);
    }

    /** A way to do a job. */
    public static Execution threads(int threads) {
        return new Execution(Network.Precision.FP32, threads, 0, 0, "compiled", "cpu of the test");
    }

    public static JobReport.Completed completed(JobId id, Attempt attempt) {
        return new JobReport.Completed(id, attempt, NOON, outcome(PASTICHE));
    }

    public static JobReport.Failed failed(JobId id, Attempt attempt) {
        return new JobReport.Failed(id, attempt, NOON, new Problem(ProblemType.DIVERGED, "the loss is NaN"));
    }

    public static JobReport.Released released(JobId id, Attempt attempt) {
        return released(id, attempt, JobReport.Release.SHUTDOWN);
    }

    public static JobReport.Released released(JobId id, Attempt attempt, JobReport.Release why) {
        return new JobReport.Released(id, attempt, NOON, why, GONE);
    }

    public static JobReport.Checkpointed checkpointed(JobId id, Attempt attempt, int step) {
        return new JobReport.Checkpointed(id, attempt, NOON, step);
    }

    public static JobReport.SliceEnded sliceEnded(JobId id, Attempt attempt) {
        return new JobReport.SliceEnded(id, attempt, NOON);
    }

    public static JobProgress progress(JobId id, Attempt attempt, int step) {
        return new JobProgress(id, attempt, NOON, step, 40, losses(), 0.3, 4, 9, null);
    }

    public static JobProgress preview(JobId id, Attempt attempt, int step) {
        return new JobProgress(
                id, attempt, NOON, step, 40, losses(), 0.3, 4, 9, new ImageRef("stylize", "preview-" + step + ".jpg"));
    }

    /** A job's record before anything has happened. */
    public static JobRecord fresh(JobId id) {
        return JobRecord.submitted(job(id), NOON);
    }

    /** A whole life: submitted, queued, started, completed. */
    public static List<JobEvent> life(JobId id) {
        Attempt attempt = attempt(1);
        return List.of(
                new JobEvent.Submitted(id, 1, NOON),
                new JobEvent.Queued(id, 2, NOON),
                new JobEvent.Started(id, 3, NOON, attempt, new Plan(40, 64, 48)),
                new JobEvent.Completed(id, 4, NOON, attempt, outcome(PASTICHE)));
    }
}
