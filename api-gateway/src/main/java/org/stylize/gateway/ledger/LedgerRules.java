package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.stylize.base.BackOff;
import org.stylize.proto.JobReport;

/**
 * What the ledger grants a job.
 *
 * @param attempts a job fails after so many attempts in a row that end by a fault and keep no more work than the one
 *     before; at least 1
 * @param pauses before the next attempt after a fault; the jitter is not used
 * @param surroundingsPause before the next attempt after a worker could not reach the store or the broker; it grows to
 *     the longest of the other pauses
 * @param ableWorkerPatience how long a job waits for a worker that can go on in the way in which it was begun; then it
 *     starts over
 * @param deadlineGrace how long after its deadline a job that runs may take to bring its picture; then it expires
 * @param keep how long an ended job is kept
 */
public record LedgerRules(
        int attempts,
        BackOff pauses,
        Duration surroundingsPause,
        Duration ableWorkerPatience,
        Duration deadlineGrace,
        Duration keep) {
    public LedgerRules {
        requireNonNull(pauses, "pauses is null");
        requireNonNull(surroundingsPause, "surroundingsPause is null");
        requireNonNull(ableWorkerPatience, "ableWorkerPatience is null");
        requireNonNull(deadlineGrace, "deadlineGrace is null");
        requireNonNull(keep, "keep is null");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1 but is " + attempts);
        }
    }

    /** The pause before the next attempt at a job that has waited so long: as long again, within the bounds. */
    Duration pauseAfter(JobReport.Release why, Duration waited) {
        Duration first = why == JobReport.Release.UNABLE ? pauses.first() : surroundingsPause;
        Duration bounded = waited.compareTo(pauses.cap()) < 0 ? waited : pauses.cap();
        return bounded.compareTo(first) < 0 ? first : bounded;
    }
}
