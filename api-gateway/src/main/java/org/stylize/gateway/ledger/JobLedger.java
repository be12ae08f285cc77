package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.Dispatch;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobMoves;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.Reuse;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Execution;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;

/**
 * The rules of the ledger: a job and a message, or a job and a time, make a {@link Ruling}. Pure; for any thread.
 *
 * <p>Each message may come more than once, and messages of different workers come in any order. So each rule is
 * idempotent: a job is admitted once, and a terminal state never changes. Only one attempt at a time counts: the last
 * one that began the slice which the workers are asked for. What any other reports changes nothing, and its worker is
 * told to stop. Which event may come in which state is in {@link JobMoves}.
 */
final class JobLedger {
    /** Longest detail of a problem that is kept, in characters. Each record of the job repeats it. */
    private static final int LONGEST_DETAIL = 2_000;
    /** A submission that says it is older is dated by the ledger; the topic keeps submissions no longer. */
    private static final Duration OLDEST_SUBMISSION = Duration.ofDays(7);

    private final LedgerRules rules;

    JobLedger(LedgerRules rules) {
        this.rules = requireNonNull(rules, "rules is null");
    }

    /**
     * Rules on a submission. The recipe is resolved here, once: the job keeps it and the workers get it.
     *
     * @param known the job of that id, null if there is none
     * @param reuse the result with which the job is completed at once, if it lies where only a gateway puts it for this
     *     job; null if the workers make it
     */
    Ruling submitted(@Nullable JobRecord known, StylizationJob submission, @Nullable Reuse reuse, Instant at) {
        if (known != null) {
            Ruling nothingNew = Ruling.unchanged(known);
            return known.isFor(submission)
                    ? nothingNew
                    : nothingNew.withDeadLetter(new Problem(
                            ProblemType.CONFLICTING_JOB,
                            "job " + known.id()
                                    + " was admitted with other pictures or another recipe; this submission is"
                                    + " ignored"));
        }
        StylizationJob dated = dated(submission, at);
        JobEvent submitted = new JobEvent.Submitted(dated.id(), 1, at);
        try {
            Optional<Problem> foreign = dated.foreignPicture();
            if (foreign.isPresent()) {
                return refused(dated, submitted, clipped(foreign.get()), at);
            }
            Recipe recipe = dated.resolve();
            dated.pictures().checkSuits(recipe);
            JobRecord job = JobRecord.submitted(dated.withResolved(ResolvedRecipe.of(recipe)), at);
            if (reuse != null && reuse.isFor(dated)) {
                return Ruling.of(
                        job,
                        List.of(submitted, new JobEvent.Completed(job.id(), 2, at, reuse.attempt(), reuse.outcome())));
            }
            return isExpired(job, at)
                    ? Ruling.of(job, List.of(submitted, new JobEvent.Expired(job.id(), 2, at)))
                    : Ruling.of(job, List.of(submitted, new JobEvent.Queued(job.id(), 2, at)))
                            .dispatched(Dispatch.first(at));
        } catch (InvalidRecipeException e) {
            Problem problem = clipped(new Problem(ProblemType.INVALID_RECIPE, String.valueOf(e.getMessage())));
            return refused(dated, submitted, problem, at);
        }
    }

    /** Rules on a submission that could be admitted if its tenant had not used what he may. */
    Ruling overQuota(StylizationJob submission, Problem problem, Instant at) {
        return refused(submission, new JobEvent.Submitted(submission.id(), 1, at), problem, at);
    }

    private static Ruling refused(StylizationJob submission, JobEvent submitted, Problem problem, Instant at) {
        return Ruling.of(
                        JobRecord.submitted(submission, at),
                        List.of(submitted, new JobEvent.Failed(submission.id(), 2, at, problem)))
                .withDeadLetter(problem);
    }

    /** Rules on a worker's report of an attempt at a known job. */
    Ruling reported(JobRecord known, JobReport report, Instant at) {
        if (known.state().isTerminal()) {
            Ruling nothing = Ruling.unchanged(known);
            return report.goesOn() ? nothing.withOrder(new JobControl.Cancel(known.id(), at)) : nothing;
        }
        if (!isCurrent(known, report.attempt())) {
            Ruling nothing = Ruling.unchanged(known);
            return report.goesOn()
                    ? nothing.withOrder(new JobControl.Supersede(
                            known.id(), at, report.attempt().id()))
                    : nothing;
        }
        return report.match(new Reports(known, at));
    }

    /** Rules on a caller's command to a known job. */
    Ruling commanded(JobRecord known, JobCommand command, Instant at) {
        return command.match(new Commands(known, at));
    }

    /** Rules on a job of which something may be due: its next request, the end of its time, or its removal. */
    Ruling due(JobRecord known, Instant at) {
        if (known.state().isTerminal()) {
            Ruling nothing = Ruling.unchanged(known);
            return known.updatedAt().plus(rules.keep()).isAfter(at) ? nothing : nothing.forgotten();
        }
        if (isExpired(known, at)) {
            return ended(known, new JobEvent.Expired(known.id(), known.sequence() + 1, at), at);
        }
        Dispatch dispatch = known.dispatch();
        Ruling ruling = Ruling.unchanged(known);
        if (isPausing(dispatch) && !dispatch.at().isAfter(at)) {
            ruling = ruling.dispatched(dispatch.asked(at));
        }
        return isOverdue(known, at) && known.state() == JobState.RUNNING
                ? ruling.withOrder(new JobControl.Finish(known.id(), at))
                : ruling;
    }

    /** When {@link #due} has to be asked again for this job; null: not before something else happens. */
    @Nullable
    Instant nextDue(JobRecord job, Instant at) {
        if (job.state().isTerminal()) {
            return job.updatedAt().plus(rules.keep());
        }
        List<Instant> times = new ArrayList<>();
        if (isPausing(job.dispatch())) {
            times.add(job.dispatch().at());
        }
        Instant expiry = expiry(job);
        if (expiry != null) {
            times.add(expiry);
        }
        Instant deadline = job.job().terms().deadline();
        if (deadline != null && deadline.isAfter(at)) {
            times.add(deadline);
        }
        return times.stream().min(Instant::compareTo).orElse(null);
    }

    private static boolean isPausing(Dispatch dispatch) {
        return !dispatch.isAsked() && !dispatch.isHeld();
    }

    /** Rules on a job that was held, and whose turn it is. */
    Ruling turn(JobRecord known, Instant at) {
        Ruling nothing = Ruling.unchanged(known);
        return known.state().isTerminal() || !known.dispatch().isHeld()
                ? nothing
                : nothing.dispatched(known.dispatch().asked(at));
    }

    /**
     * Rules on an open job whose request the broker no longer has, though no worker has reported what became of it.
     * Either all workers that had it died, or the broker lost it.
     */
    Ruling lost(JobRecord known, Instant at) {
        if (known.state().isTerminal() || !known.dispatch().isAsked()) {
            return Ruling.unchanged(known);
        }
        Problem problem = new Problem(
                ProblemType.UNAVAILABLE, "the queue no longer had the job, and no worker said what became of it");
        return again(known, known.status().lastAttempt().attempt(), problem, at);
    }

    /** The time that the caller gave has passed, and there is no picture to wait for. */
    private boolean isExpired(JobRecord job, Instant at) {
        Instant expiry = expiry(job);
        return expiry != null && !expiry.isAfter(at);
    }

    /** A job that a worker has begun gets some time more, to bring the picture that it has. */
    private @Nullable Instant expiry(JobRecord job) {
        boolean isBegun = job.state() == JobState.RUNNING || job.dispatch().keptSteps() > 0;
        if (!isBegun) {
            return job.job().terms().expiry(job.job().submittedAt());
        }
        Instant deadline = job.job().terms().deadline();
        return deadline == null ? null : deadline.plus(rules.deadlineGrace());
    }

    private static boolean isOverdue(JobRecord job, Instant at) {
        Instant deadline = job.job().terms().deadline();
        return deadline != null && !deadline.isAfter(at);
    }

    private static Ruling ended(JobRecord known, JobEvent end, Instant at) {
        return Ruling.of(known, List.of(end)).withOrder(new JobControl.Cancel(known.id(), at));
    }

    /** Another attempt after a fault, or the end of the job if there were too many. */
    private Ruling again(JobRecord known, @Nullable Attempt attempt, Problem problem, Instant at) {
        Dispatch faulted = known.dispatch().faulted();
        Problem clipped = clipped(problem);
        if (isExhausted(faulted)) {
            Problem exhausted = clipped(new Problem(
                    ProblemType.ATTEMPTS_EXHAUSTED,
                    "the job was tried " + faulted.faults() + " times in a row without getting further; the last time: "
                            + problem.type().slug() + ": " + problem.detail()));
            return ended(known, new JobEvent.Failed(known.id(), known.sequence() + 1, at, exhausted), at)
                    .withDeadLetter(exhausted);
        }
        Instant until = at.plus(rules.pauses().full(faulted.faults() - 1));
        return Ruling.of(
                        known,
                        List.of(new JobEvent.Retried(known.id(), known.sequence() + 1, at, attempt, clipped, until)))
                .dispatched(faulted.pause(faulted.slice().nextAttempt(), until));
    }

    private boolean isExhausted(Dispatch dispatch) {
        return dispatch.faults() >= rules.attempts();
    }

    /**
     * Whether what the attempt reports counts: it is of the slice that the workers are asked for, and no later delivery
     * of that slice has been reported.
     */
    private static boolean isCurrent(JobRecord known, Attempt attempt) {
        Slice slice = known.dispatch().slice();
        if (!known.dispatch().isAsked() || !attempt.slice().equals(slice)) {
            return false;
        }
        Attempt last = known.status().lastAttempt().attempt();
        return last == null
                || last.slice().compareTo(slice) < 0
                || last.id().equals(attempt.id())
                || last.isBefore(attempt);
    }

    /** A submission that names no time, or one that cannot be, gets the ledger's. */
    private static StylizationJob dated(StylizationJob submission, Instant at) {
        Instant said = submission.submittedAt();
        return said.isAfter(at) || said.isBefore(at.minus(OLDEST_SUBMISSION))
                ? submission.withSubmittedAt(at)
                : submission;
    }

    private static Problem clipped(Problem problem) {
        String detail = problem.detail();
        return detail.length() <= LONGEST_DETAIL
                ? problem
                : new Problem(problem.type(), detail.substring(0, LONGEST_DETAIL) + "…");
    }

    /** Rules on each kind of report of the current attempt, for a job that has not ended. */
    private final class Reports implements JobReport.Cases<Ruling> {
        private final JobRecord known;
        private final Instant at;

        Reports(JobRecord known, Instant at) {
            this.known = known;
            this.at = at;
        }

        @Override
        public Ruling started(JobReport.Started report) {
            Attempt last = known.status().lastAttempt().attempt();
            if (last != null && last.id().equals(report.attempt().id())) {
                return Ruling.unchanged(known);
            }
            if (known.state() != JobState.RUNNING || last == null) {
                return begun(report, known.dispatch(), report.attempt(), List.of());
            }
            Problem lost = new Problem(
                    ProblemType.UNAVAILABLE,
                    "worker " + last.worker() + " gave no result; worker "
                            + report.attempt().worker() + " took the job over");
            if (isExhausted(known.dispatch().faulted())) {
                return again(known, last, lost, at);
            }
            JobEvent retried = new JobEvent.Retried(known.id(), known.sequence() + 1, at, last, clipped(lost), at);
            return begun(report, known.dispatch().faulted(), last, List.of(retried));
        }

        /** Only one way of the job counts, the first: what other ways keep and make does not fit to it. */
        private Ruling begun(JobReport.Started report, Dispatch dispatch, Attempt givenUp, List<JobEvent> before) {
            Execution first = dispatch.execution();
            if (first != null && report.execution() != null && !first.equals(report.execution())) {
                return begunOtherwise(report, dispatch, givenUp, first.differences(report.execution()));
            }
            List<JobEvent> events = new ArrayList<>(before);
            events.add(started(report, 1 + before.size()));
            Ruling ruling = Ruling.of(known, events);
            Execution now = first == null ? report.execution() : first;
            Ruling begun = ruling.withJob(ruling.job().withDispatch(now == null ? dispatch : dispatch.as(now)));
            return isOverdue(known, at) ? begun.withOrder(new JobControl.Finish(known.id(), at)) : begun;
        }

        /** The worker began before it could know how: it is asked again. */
        private Ruling begunOtherwise(
                JobReport.Started report, Dispatch dispatch, Attempt givenUp, List<String> differences) {
            Problem otherwise = new Problem(
                    ProblemType.NO_ABLE_WORKER,
                    "worker " + report.attempt().worker() + " began the job in another way than the first: "
                            + String.join(", ", differences));
            JobEvent retried =
                    new JobEvent.Retried(known.id(), known.sequence() + 1, at, givenUp, clipped(otherwise), at);
            return Ruling.of(known, List.of(retried))
                    .dispatched(dispatch.next(dispatch.slice().next(), at))
                    .withOrder(new JobControl.Supersede(
                            known.id(), at, report.attempt().id()));
        }

        private JobEvent started(JobReport.Started report, int after) {
            return new JobEvent.Started(known.id(), known.sequence() + after, at, report.attempt(), report.plan());
        }

        @Override
        public Ruling checkpointed(JobReport.Checkpointed report) {
            if (report.step() <= known.dispatch().keptSteps()) {
                return Ruling.unchanged(known);
            }
            Ruling ruling = Ruling.of(
                    known,
                    List.of(new JobEvent.Checkpointed(
                            known.id(), known.sequence() + 1, at, report.attempt(), report.step())));
            return ruling.withJob(ruling.job().withDispatch(known.dispatch().kept(report.step())));
        }

        @Override
        public Ruling completed(JobReport.Completed report) {
            return Ruling.of(
                    known,
                    List.of(new JobEvent.Completed(
                            known.id(), known.sequence() + 1, at, report.attempt(), report.outcome())));
        }

        @Override
        public Ruling failed(JobReport.Failed report) {
            Problem problem = clipped(report.problem());
            return Ruling.of(known, List.of(new JobEvent.Failed(known.id(), known.sequence() + 1, at, problem)))
                    .withDeadLetter(problem);
        }

        @Override
        public Ruling released(JobReport.Released report) {
            Slice next = known.dispatch().slice().next();
            return switch (report.why()) {
                case FAULT -> again(known, report.attempt(), report.problem(), at);
                case SHUTDOWN -> retried(report, at).dispatched(known.dispatch().next(next, at));
                case SURROUNDINGS -> waiting(report, next);
                case UNABLE -> isPatienceOver() ? startOver(report, next) : waiting(report, next);
            };
        }

        /** A pause as long as the job has waited for this reason, within the bounds: so it doubles. */
        private Ruling waiting(JobReport.Released report, Slice next) {
            Dispatch dispatch = known.dispatch().waiting(report.why(), at);
            Duration waited = Duration.between(requireNonNull(dispatch.waits()).since(), at);
            Instant until = at.plus(rules.pauseAfter(report.why(), waited));
            return retried(report, until).dispatched(dispatch.pause(next, until));
        }

        private boolean isPatienceOver() {
            Dispatch.Wait wait = known.dispatch().waits();
            return wait != null
                    && wait.why() == JobReport.Release.UNABLE
                    && !wait.since().plus(rules.ableWorkerPatience()).isAfter(at);
        }

        private Ruling startOver(JobReport.Released report, Slice next) {
            return retried(report, at).dispatched(known.dispatch().startOver().next(next, at));
        }

        private Ruling retried(JobReport.Released report, Instant notBefore) {
            return Ruling.of(
                    known,
                    List.of(new JobEvent.Retried(
                            known.id(),
                            known.sequence() + 1,
                            at,
                            report.attempt(),
                            clipped(report.problem()),
                            notBefore)));
        }

        @Override
        public Ruling sliceEnded(JobReport.SliceEnded report) {
            Slice next = known.dispatch().slice().next();
            return Ruling.of(known, List.of(new JobEvent.Queued(known.id(), known.sequence() + 1, at)))
                    .dispatched(known.dispatch().next(next, at));
        }
    }

    /** Rules on each command. */
    private static final class Commands implements JobCommand.Cases<Ruling> {
        private final JobRecord known;
        private final Instant at;

        Commands(JobRecord known, Instant at) {
            this.known = known;
            this.at = at;
        }

        @Override
        public Ruling cancel(JobCommand.Cancel command) {
            return known.state().isTerminal()
                    ? Ruling.unchanged(known)
                    : ended(known, new JobEvent.Cancelled(known.id(), known.sequence() + 1, at), at);
        }

        /** The job's deadline is now, so that a worker which takes it over finishes it too. */
        @Override
        public Ruling finish(JobCommand.Finish command) {
            if (known.state().isTerminal() || isOverdue(known, at)) {
                return Ruling.unchanged(known);
            }
            if (known.state() != JobState.RUNNING && known.dispatch().keptSteps() == 0) {
                return notPossible("the job has no picture yet: cancel it, or wait until it runs");
            }
            Ruling ruling = Ruling.unchanged(known)
                    .withJob(known.withTerms(known.job().terms().withDeadline(at)));
            return known.state() == JobState.RUNNING ? ruling.withOrder(new JobControl.Finish(known.id(), at)) : ruling;
        }

        @Override
        public Ruling retry(JobCommand.Retry command) {
            if (!known.state().isTerminal() || known.state() == JobState.COMPLETED) {
                return notPossible(
                        "only a job that failed, was cancelled or expired can be done again, but this one is "
                                + known.state());
            }
            return Ruling.unchanged(known).withSubmission(known.job().again(command.retryId(), at));
        }

        @Override
        public Ruling delete(JobCommand.Delete command) {
            return known.state().isTerminal()
                    ? Ruling.unchanged(known).forgotten()
                    : notPossible("the job has not ended: cancel it first");
        }

        private Ruling notPossible(String why) {
            return Ruling.unchanged(known).withDeadLetter(new Problem(ProblemType.NOT_POSSIBLE, why));
        }
    }
}
