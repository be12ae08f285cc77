package org.stylize.proto;

import static org.stylize.proto.JobState.CANCELLED;
import static org.stylize.proto.JobState.COMPLETED;
import static org.stylize.proto.JobState.EXPIRED;
import static org.stylize.proto.JobState.FAILED;
import static org.stylize.proto.JobState.QUEUED;
import static org.stylize.proto.JobState.RUNNING;
import static org.stylize.proto.JobState.SUBMITTED;

import java.util.List;
import java.util.Optional;

/**
 * The one table of legal moves: in which state which event may come, and what the job's state is then. The ledger
 * writes no other events, and a {@link JobRecord} follows no others. {@code docs/job-states.md} is made from it.
 */
public final class JobMoves {
    /**
     * One legal move.
     *
     * @param when what makes the ledger write the event
     */
    public record Move(JobState from, JobEvent.Kind event, JobState to, String when) {}

    /** All legal moves. No move leads out of a terminal state. */
    public static final List<Move> ALL = List.of(
            move(SUBMITTED, JobEvent.Kind.SUBMITTED, SUBMITTED, "the ledger has read the submission"),
            move(
                    SUBMITTED,
                    JobEvent.Kind.QUEUED,
                    QUEUED,
                    "the recipe is valid; a request for the workers is written now, or when it is the job's turn"),
            move(
                    SUBMITTED,
                    JobEvent.Kind.COMPLETED,
                    COMPLETED,
                    "the caller wants a stored result, and there is one of an equal job"),
            move(SUBMITTED, JobEvent.Kind.FAILED, FAILED, "the recipe is not valid"),
            move(SUBMITTED, JobEvent.Kind.CANCELLED, CANCELLED, "the caller cancels the job"),
            move(SUBMITTED, JobEvent.Kind.EXPIRED, EXPIRED, "the time that the caller gave the job has passed"),
            move(QUEUED, JobEvent.Kind.STARTED, RUNNING, "a worker begins an attempt"),
            move(
                    QUEUED,
                    JobEvent.Kind.RETRIED,
                    QUEUED,
                    "a worker hands the job back before the attempt begins, or its request is lost"),
            move(QUEUED, JobEvent.Kind.COMPLETED, COMPLETED, "an attempt completes whose start was not reported"),
            move(QUEUED, JobEvent.Kind.FAILED, FAILED, "the job cannot be done, or was tried too often"),
            move(QUEUED, JobEvent.Kind.CANCELLED, CANCELLED, "the caller cancels the job"),
            move(QUEUED, JobEvent.Kind.EXPIRED, EXPIRED, "the time that the caller gave the job has passed"),
            move(RUNNING, JobEvent.Kind.CHECKPOINTED, RUNNING, "a checkpoint is stored"),
            move(RUNNING, JobEvent.Kind.QUEUED, QUEUED, "the time of the slice is over"),
            move(
                    RUNNING,
                    JobEvent.Kind.RETRIED,
                    QUEUED,
                    "the attempt ends early, is lost, or another worker takes over"),
            move(RUNNING, JobEvent.Kind.COMPLETED, COMPLETED, "the pastiche is stored"),
            move(RUNNING, JobEvent.Kind.FAILED, FAILED, "the job cannot be done, or was tried too often"),
            move(RUNNING, JobEvent.Kind.CANCELLED, CANCELLED, "the caller cancels the job"),
            move(RUNNING, JobEvent.Kind.EXPIRED, EXPIRED, "the time that the caller gave the job has passed"));

    private JobMoves() {}

    /** The state after that event; empty if the event must not come in that state. */
    public static Optional<JobState> next(JobState from, JobEvent.Kind event) {
        return ALL.stream()
                .filter(move -> move.from() == from && move.event() == event)
                .map(Move::to)
                .findFirst();
    }

    private static Move move(JobState from, JobEvent.Kind event, JobState to, String when) {
        return new Move(from, event, to, when);
    }
}
