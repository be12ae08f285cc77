package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.StylizationJob;

/**
 * What the ledger decides about one message.
 *
 * @param job the job after these events
 * @param events new events of the job, in order; if there are none, the job has not changed
 * @param request what the workers are asked to do, with the resolved recipe; null if there is no new request
 * @param deadLetter why the message, or the job, becomes a dead letter; null if it does not
 */
record Ruling(
        JobRecord job,
        List<JobEvent> events,
        @Nullable StylizationJob request,
        @Nullable Problem deadLetter) {
    Ruling {
        requireNonNull(job, "job is null");
        events = List.copyOf(events);
    }

    /** The message is late, came before, or is stale: it changes nothing. */
    static Ruling unchanged(JobRecord job) {
        return new Ruling(job, List.of(), null, null);
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
        return new Ruling(after, moves, null, null);
    }

    Ruling withRequest(StylizationJob newRequest) {
        return new Ruling(job, events, newRequest, deadLetter);
    }

    Ruling withDeadLetter(Problem reason) {
        return new Ruling(job, events, request, reason);
    }

    boolean changesJob() {
        return !events.isEmpty();
    }
}
