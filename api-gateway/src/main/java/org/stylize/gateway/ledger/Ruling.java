package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.StylizationJob;

/**
 * What the ledger makes of one message.
 *
 * @param job the job as it stands now
 * @param events new events of the job, in order; without any the job has not changed
 * @param request what workers are asked to do, its recipe explicit; null for nothing new
 * @param deadLetter why the message, or the job, goes to the operators; null if it does not
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

    /** The message is late, doubled or stale: it changes nothing. */
    static Ruling unchanged(JobRecord job) {
        return new Ruling(job, List.of(), null, null);
    }

    /** These events, folded into the job. */
    static Ruling of(JobRecord before, List<JobEvent> events) {
        JobRecord after = before;
        for (JobEvent event : events) {
            after = after.after(event);
        }
        return new Ruling(after, events, null, null);
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
