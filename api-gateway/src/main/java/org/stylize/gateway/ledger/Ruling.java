package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Dispatch;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.StylizationJob;

/**
 * What the ledger decides about one message, or about a time that has come.
 *
 * @param job the job after it
 * @param isChanged whether the job is new, or not the same as before
 * @param events new events of the job, in order
 * @param asks whether the request for the job's slice is written
 * @param orders to the workers that have the job
 * @param submission another job that is submitted; null for none
 * @param isForgotten whether the job is removed, here and in every view
 * @param deadLetter why the message, or the job, becomes a dead letter; null if it does not
 */
record Ruling(
        JobRecord job,
        boolean isChanged,
        List<JobEvent> events,
        boolean asks,
        List<JobControl> orders,
        @Nullable StylizationJob submission,
        boolean isForgotten,
        @Nullable Problem deadLetter) {
    Ruling {
        requireNonNull(job, "job is null");
        events = List.copyOf(events);
        orders = List.copyOf(orders);
    }

    /** The message is late, came before, or is stale: it changes nothing. */
    static Ruling unchanged(JobRecord job) {
        return new Ruling(job, false, List.of(), false, List.of(), null, false, null);
    }

    /** The job after these events, as far as they are legal moves; no others are written. */
    static Ruling of(JobRecord before, List<JobEvent> events) {
        JobRecord after = before;
        List<JobEvent> moves = new ArrayList<>();
        for (JobEvent event : events) {
            JobRecord moved = after.after(event);
            if (moved.sequence() == event.sequence()) {
                moves.add(event);
            }
            after = moved;
        }
        return new Ruling(after, !moves.isEmpty(), moves, false, List.of(), null, false, null);
    }

    /** Gives the job to the workers in another way; writes the request, if the dispatch says that it is written. */
    Ruling dispatched(Dispatch dispatch) {
        return new Ruling(
                job.withDispatch(dispatch),
                true,
                events,
                dispatch.isAsked(),
                orders,
                submission,
                isForgotten,
                deadLetter);
    }

    /** The same decision, but other jobs go first: the request is not written yet. */
    Ruling held() {
        return new Ruling(
                job.withDispatch(job.dispatch().held()),
                true,
                events,
                false,
                orders,
                submission,
                isForgotten,
                deadLetter);
    }

    /** The same decision about a job that is a little different, with no new request. */
    Ruling withJob(JobRecord other) {
        return new Ruling(other, true, events, asks, orders, submission, isForgotten, deadLetter);
    }

    Ruling withOrder(JobControl order) {
        List<JobControl> all = new ArrayList<>(orders);
        all.add(order);
        return new Ruling(job, isChanged, events, asks, all, submission, isForgotten, deadLetter);
    }

    Ruling withSubmission(StylizationJob other) {
        return new Ruling(job, isChanged, events, asks, orders, other, isForgotten, deadLetter);
    }

    Ruling forgotten() {
        return new Ruling(job, isChanged, events, asks, orders, submission, true, deadLetter);
    }

    Ruling withDeadLetter(Problem reason) {
        return new Ruling(job, isChanged, events, asks, orders, submission, isForgotten, reason);
    }
}
