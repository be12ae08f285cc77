package org.stylize.gateway.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.RecipeJson;

/**
 * The rules: a job's state and a message make the new state and what is told of it. Pure; for any thread.
 *
 * <p>Messages come at least once, and those of different workers in no order that could be relied on. So everything
 * here is idempotent: a job is admitted once, a terminal state never changes, the first completed attempt wins, and a
 * report of an attempt that a later one has replaced is heard only if it ends the job.
 */
final class JobLedger {
    /** Longest detail of a problem that is kept, in characters; more would only swell every record of the job. */
    private static final int LONGEST_DETAIL = 2_000;

    private JobLedger() {}

    /**
     * Somebody asks for a job.
     *
     * @param known the job of that id, null if there is none
     */
    static Ruling submitted(@Nullable JobRecord known, StylizationJob submission, Instant at) {
        if (known != null) {
            Ruling nothingNew = Ruling.unchanged(known);
            return known.fingerprint().equals(submission.fingerprint())
                    ? nothingNew
                    : nothingNew.withDeadLetter(
                            new Problem(
                                    ProblemType.CONFLICTING_JOB,
                                    "job " + known.id()
                                            + " was admitted with other pictures or another recipe; this submission was ignored"));
        }
        JobRecord job = JobRecord.submitted(atLeastDated(submission, at), at);
        JobEvent submitted = new JobEvent.Submitted(job.id(), 1, at);
        try {
            String recipe = RecipeJson.write(submission.recipe().resolve());
            return Ruling.of(job, List.of(submitted, new JobEvent.Queued(job.id(), 2, at)))
                    .withRequest(job.job().withRecipe(new RecipeChoice.Explicit(recipe)));
        } catch (InvalidRecipeException e) {
            Problem problem = clipped(new Problem(ProblemType.INVALID_RECIPE, String.valueOf(e.getMessage())));
            return Ruling.of(job, List.of(submitted, new JobEvent.Failed(job.id(), 2, at, problem)))
                    .withDeadLetter(problem);
        }
    }

    /** A worker says something about an attempt at a known job. */
    static Ruling reported(JobRecord known, JobReport report, Instant at) {
        return known.state().isTerminal() ? Ruling.unchanged(known) : report.match(new Reports(known, at));
    }

    /** A foreign submission may lack its time. */
    private static StylizationJob atLeastDated(StylizationJob submission, Instant at) {
        return submission.submittedAt().equals(Instant.EPOCH) ? submission.withSubmittedAt(at) : submission;
    }

    private static Problem clipped(Problem problem) {
        String detail = problem.detail();
        return detail.length() <= LONGEST_DETAIL
                ? problem
                : new Problem(problem.type(), detail.substring(0, LONGEST_DETAIL) + "…");
    }

    /** What each kind of report makes of a job that has not ended. */
    private record Reports(JobRecord known, Instant at) implements JobReport.Cases<Ruling> {
        @Override
        public Ruling started(JobReport.Started report) {
            Attempt last = known.attempt();
            if (isKnown(report.attempt()) || isStale(report.attempt())) {
                return Ruling.unchanged(known);
            }
            if (known.state() == JobState.RUNNING && last != null) {
                Problem lost = new Problem(
                        ProblemType.UNAVAILABLE,
                        "worker " + last.worker() + " gave no result; worker "
                                + report.attempt().worker() + " took the job over");
                return Ruling.of(
                        known,
                        List.of(
                                new JobEvent.Retried(known.id(), next(), at, last, lost),
                                new JobEvent.Started(known.id(), next() + 1, at, report.attempt(), report.plan())));
            }
            return Ruling.of(
                    known, List.of(new JobEvent.Started(known.id(), next(), at, report.attempt(), report.plan())));
        }

        @Override
        public Ruling completed(JobReport.Completed report) {
            return Ruling.of(
                    known, List.of(new JobEvent.Completed(known.id(), next(), at, report.attempt(), report.outcome())));
        }

        @Override
        public Ruling failed(JobReport.Failed report) {
            Problem problem = clipped(report.problem());
            return Ruling.of(known, List.of(new JobEvent.Failed(known.id(), next(), at, problem)))
                    .withDeadLetter(problem);
        }

        @Override
        public Ruling released(JobReport.Released report) {
            boolean again = isKnown(report.attempt()) && known.state() != JobState.RUNNING;
            if (again || isStale(report.attempt())) {
                return Ruling.unchanged(known);
            }
            return Ruling.of(
                    known,
                    List.of(new JobEvent.Retried(known.id(), next(), at, report.attempt(), clipped(report.problem()))));
        }

        private long next() {
            return known.sequence() + 1;
        }

        private boolean isKnown(Attempt attempt) {
            return known.attempt() != null && known.attempt().id().equals(attempt.id());
        }

        /** Whether a later delivery of the request has been heard of. */
        private boolean isStale(Attempt attempt) {
            return known.attempt() != null
                    && attempt.delivery() < known.attempt().delivery();
        }
    }
}
