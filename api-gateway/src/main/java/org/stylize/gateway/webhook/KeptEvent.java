package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import org.stylize.proto.JobEvent;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;

/**
 * An event of a job, and where it is kept.
 *
 * @param partition of {@code stylize.events}
 * @param offset in that partition
 * @param trace that the event belongs to
 */
public record KeptEvent(int partition, long offset, Tenant tenant, JobEvent event, Trace trace) {
    public KeptEvent {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(event, "event is null");
        requireNonNull(trace, "trace is null");
    }

    String type() {
        return EventTypes.of(event.kind());
    }
}
