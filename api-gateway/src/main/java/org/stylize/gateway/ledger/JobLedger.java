package org.stylize.gateway.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobMoves;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;

/**
 * The rules of the ledger: a job and a message make a {@link Ruling}. Pure; for any thread.
 *
 * <p>Each message may come more than once, and messages of different workers come in any order. So each rule is
 * idempotent: a job is admitted once, a terminal state never changes, the first completed attempt wins, and a report of
 * an attempt that a later one has replaced counts only if it ends the job. Which event may come in which state is in
 * {@link JobMoves}.
 */
final class JobLedger {
    /** Longest detail of a problem that is kept, in characters. Each record of the job repeats it. */
    private static final int LONGEST_DETAIL = 2_000;

    private JobLedger() {}

    /**
     * Rules on a submission. The recipe is resolved here, once: the job keeps it and the workers get it.
     *
     * @param known the job of that id, null if there is none
     */
    static Ruling submitted(@Nullable JobRecord known, StylizationJob submission, Instant at) {
        if (known != null) {
            Ruling nothingNew = Ruling.unchanged(known);
            return known.isFor(submission)
                    ? nothingNew
                    : nothingNew.withDeadLetter(
                            new Problem(
                                    ProblemType.CONFLICTING_JOB,
                                    "job " + known.id()
                                            + " was admitted with other pictures or another recipe; this submission is ignored"));
        }
        StylizationJob dated = atLeastDated(submission, at);
        JobEvent submitted = new JobEvent.Submitted(dated.id(), 1, at);
        try {
            Recipe recipe = dated.resolve();
            dated.pictures().checkSuits(recipe);
            ResolvedRecipe resolved = ResolvedRecipe.of(recipe);
            JobRecord job = JobRecord.submitted(dated.withResolved(resolved), at);
            return Ruling.of(job, List.of(submitted, new JobEvent.Queued(job.id(), 2, at)))
                    .withRequest(dated.withRecipe(new RecipeChoice.Explicit(resolved.json())));
        } catch (InvalidRecipeException e) {
            JobRecord job = JobRecord.submitted(dated, at);
            Problem problem = clipped(new Problem(ProblemType.INVALID_RECIPE, String.valueOf(e.getMessage())));
            return Ruling.of(job, List.of(submitted, new JobEvent.Failed(job.id(), 2, at, problem)))
                    .withDeadLetter(problem);
        }
    }

    /** Rules on a worker's report of an attempt at a known job. */
    static Ruling reported(JobRecord known, JobReport report, Instant at) {
        return known.state().isTerminal() ? Ruling.unchanged(known) : report.match(new Reports(known, at));
    }

    /** A submission that names no time gets the ledger's. */
    private static StylizationJob atLeastDated(StylizationJob submission, Instant at) {
        return submission.submittedAt().equals(Instant.EPOCH) ? submission.withSubmittedAt(at) : submission;
    }

    private static Problem clipped(Problem problem) {
        String detail = problem.detail();
        return detail.length() <= LONGEST_DETAIL
                ? problem
                : new Problem(problem.type(), detail.substring(0, LONGEST_DETAIL) + "…");
    }

    /** Rules on each kind of report, for a job that has not ended. */
    private record Reports(JobRecord known, Instant at) implements JobReport.Cases<Ruling> {
        @Override
        public Ruling started(JobReport.Started report) {
            Attempt last = lastAttempt();
            if (isLast(report.attempt()) || isStale(report.attempt())) {
                return Ruling.unchanged(known);
            }
            boolean takesOver =
                    JobMoves.next(known.state(), JobEvent.Kind.STARTED).isEmpty();
            if (takesOver && last != null) {
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
            boolean again = isLast(report.attempt()) && known.state() != JobState.RUNNING;
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

        private @Nullable Attempt lastAttempt() {
            return known.status().lastAttempt().attempt();
        }

        private boolean isLast(Attempt attempt) {
            Attempt last = lastAttempt();
            return last != null && last.id().equals(attempt.id());
        }

        /** Whether a later delivery of the request has been reported. */
        private boolean isStale(Attempt attempt) {
            Attempt last = lastAttempt();
            return last != null && attempt.delivery() < last.delivery();
        }
    }
}
