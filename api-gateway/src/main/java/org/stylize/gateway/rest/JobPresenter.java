package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.EventFeed;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Outcome;
import org.stylize.proto.RecipeChoice;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;

/** Makes the public view of a job from the ledger's record and the latest progress. For any thread. */
@Singleton
public final class JobPresenter {
    private final EventFeed feed;

    public JobPresenter(EventFeed feed) {
        this.feed = requireNonNull(feed, "feed is null");
    }

    static String address(JobId id) {
        return "/v1/stylizations/" + id;
    }

    JobView view(JobRecord job) {
        Attempt attempt = job.attempt();
        Outcome outcome = job.outcome();
        JobProgress progress = progressOf(job).orElse(null);
        return new JobView(
                job.id().toString(),
                job.state(),
                nameOf(job.job().recipe()),
                job.job().submittedAt(),
                job.updatedAt(),
                job.startedAt(),
                job.attempts(),
                outcome != null ? outcome.steps() : progress != null ? progress.step() : 0,
                steps(job),
                attempt == null || job.state() == JobState.QUEUED ? null : attempt.worker(),
                job.state() == JobState.FAILED && job.problem() != null ? ProblemView.of(job.problem()) : null,
                losses(outcome, progress),
                links(job),
                size(job),
                outcome == null ? null : outcome.optimizationSeconds(),
                outcome == null ? null : outcome.pastiche().uri());
    }

    /** Progress of the attempt that runs now; that of a lost one says nothing about the job. */
    private Optional<JobProgress> progressOf(JobRecord job) {
        Attempt attempt = job.attempt();
        return attempt == null || job.state() != JobState.RUNNING
                ? Optional.empty()
                : feed.progress(job.id())
                        .filter(progress -> progress.attempt().id().equals(attempt.id()));
    }

    private JobView.Links links(JobRecord job) {
        String self = address(job.id());
        return new JobView.Links(
                self,
                self + "/events",
                job.outcome() == null ? null : self + "/result",
                feed.preview(job.id()).isEmpty() ? null : self + "/preview");
    }

    private static @Nullable Losses losses(@Nullable Outcome outcome, @Nullable JobProgress progress) {
        if (outcome != null) {
            return outcome.losses();
        }
        return progress == null ? null : progress.losses();
    }

    private static JobView.@Nullable Size size(JobRecord job) {
        Outcome outcome = job.outcome();
        Plan plan = job.plan();
        if (outcome != null) {
            return new JobView.Size(outcome.width(), outcome.height());
        }
        return plan == null ? null : new JobView.Size(plan.width(), plan.height());
    }

    private static int steps(JobRecord job) {
        if (job.outcome() != null) {
            return job.outcome().steps();
        }
        if (job.plan() != null) {
            return job.plan().steps();
        }
        try {
            return job.job().recipe().resolve().totalSteps();
        } catch (InvalidRecipeException e) {
            return 0; // the job failed for it
        }
    }

    private static String nameOf(RecipeChoice recipe) {
        try {
            return recipe.name();
        } catch (InvalidRecipeException e) {
            return ""; // the job failed for it
        }
    }
}
