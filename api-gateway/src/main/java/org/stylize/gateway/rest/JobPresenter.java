package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.gateway.forecast.RecipeCosts;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.JobStatus;
import org.stylize.proto.LastAttempt;
import org.stylize.proto.Outcome;
import org.stylize.proto.Problem;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;

/** Makes the public view of a job from the ledger's record and the latest progress. For any thread. */
@Singleton
public final class JobPresenter {
    /** As many jobs of a queue are counted. */
    private static final int MOST_AHEAD = 10_000;

    private final EventFeed feed;
    private final JobViews views;
    private final Forecast forecast;
    private final RecipeCosts costs = new RecipeCosts();

    public JobPresenter(EventFeed feed, JobViews views, Forecast forecast) {
        this.feed = requireNonNull(feed, "feed is null");
        this.views = requireNonNull(views, "views is null");
        this.forecast = requireNonNull(forecast, "forecast is null");
    }

    static String address(JobId id) {
        return "/v1/stylizations/" + id;
    }

    JobView view(JobRecord job) {
        return job.status().match(new Views(job, null));
    }

    /** With its place in the queue if it waits there. */
    JobView viewWithPlace(JobRecord job, Instant now) {
        return job.status().match(new Views(job, job.state() == JobState.QUEUED ? place(job, now) : null));
    }

    private JobView.InQueue place(JobRecord job, Instant now) {
        int ahead = views.ahead(job, MOST_AHEAD);
        Optional<Duration> wait =
                forecast.wait(job.job().tenant(), job.job().terms().lane(), ahead);
        return new JobView.InQueue(ahead, wait.map(now::plus).orElse(null));
    }

    /** 202 with the job and its address. */
    Response accepted(JobRecord job) {
        return Response.accepted(view(job))
                .location(URI.create(address(job.id())))
                .build();
    }

    /** Progress of the attempt that runs now. Progress of a lost attempt is ignored. */
    private Optional<JobProgress> progressOf(JobId id, Attempt attempt) {
        return feed.progress(id).filter(progress -> progress.attempt().id().equals(attempt.id()));
    }

    private JobView.Head head(JobRecord job) {
        return new JobView.Head(
                job.id().toString(),
                job.job().recipe().knownName().orElse(""),
                JobView.About.of(job.job()),
                job.job().submittedAt(),
                job.updatedAt(),
                job.job().terms().deadline(),
                job.job().retryOf() == null ? null : job.job().retryOf().toString(),
                job.attempts(),
                ExecutionView.of(job.dispatch().execution()),
                links(job));
    }

    private JobView.Links links(JobRecord job) {
        String self = address(job.id());
        return new JobView.Links(
                self,
                self + "/events",
                job.outcome() == null ? null : self + "/result",
                job.outcome() == null || job.outcome().manifest() == null ? null : self + "/manifest",
                feed.preview(job.id()).isEmpty() ? null : self + "/preview");
    }

    /** Steps of the job's own recipe; the presets of this release may differ. 0 if it is wrong, for which the job failed. */
    private int recipeSteps(JobRecord job) {
        return costs.of(job.job()).steps();
    }

    /** The view of each status. */
    private final class Views implements JobStatus.Cases<JobView> {
        private final JobRecord job;
        private final JobView.@Nullable InQueue place;

        Views(JobRecord job, JobView.@Nullable InQueue place) {
            this.job = job;
            this.place = place;
        }

        @Override
        public JobView submitted(JobStatus.Submitted status) {
            return waiting(status, null);
        }

        @Override
        public JobView queued(JobStatus.Queued status) {
            return waiting(status, null);
        }

        @Override
        public JobView requeued(JobStatus.Requeued status) {
            return waiting(status, status.notBefore());
        }

        @Override
        public JobView running(JobStatus.Running status) {
            Optional<JobProgress> progress = progressOf(job.id(), status.attempt());
            @Nullable Losses losses = progress.map(JobProgress::losses).orElse(null);
            return new JobView.Running(
                    head(job),
                    status.attempt().worker(),
                    status.startedAt(),
                    progress.map(JobProgress::step).orElse(job.dispatch().keptSteps()),
                    status.plan().steps(),
                    losses,
                    JobView.Size.of(status.plan()));
        }

        @Override
        public JobView completed(JobStatus.Completed status) {
            Outcome outcome = status.outcome();
            return new JobView.Completed(
                    head(job),
                    status.attempt().worker(),
                    status.startedAt(),
                    outcome.steps(),
                    outcome.losses(),
                    JobView.Size.of(outcome),
                    outcome.optimizationSeconds(),
                    outcome.finishedEarly() ? true : null,
                    outcome.pastiche().uri(),
                    outcome.sha256().isEmpty() ? null : outcome.sha256(),
                    outcome.reusedFrom() == null ? null : outcome.reusedFrom().toString());
        }

        @Override
        public JobView failed(JobStatus.Failed status) {
            LastAttempt last = status.lastAttempt();
            return new JobView.Failed(head(job), steps(last), last, ProblemView.of(status.problem()));
        }

        @Override
        public JobView cancelled(JobStatus.Cancelled status) {
            return new JobView.Cancelled(head(job), steps(status.lastAttempt()), status.lastAttempt());
        }

        @Override
        public JobView expired(JobStatus.Expired status) {
            return new JobView.Expired(head(job), steps(status.lastAttempt()), status.lastAttempt());
        }

        private JobView waiting(JobStatus status, @Nullable Instant notBefore) {
            Problem problem = status.problem();
            boolean isBegun = job.dispatch().keptSteps() > 0;
            return new JobView.Waiting(
                    head(job),
                    status.state(),
                    job.dispatch().keptSteps(),
                    recipeSteps(job),
                    problem == null ? null : ProblemView.of(problem),
                    isBegun ? null : job.job().terms().expiry(job.job().submittedAt()),
                    notBefore,
                    place);
        }

        private int steps(LastAttempt last) {
            Plan plan = last.plan();
            return plan == null ? recipeSteps(job) : plan.steps();
        }
    }
}
