package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** An event of all jobs of a tenant, which are followed together. */
public sealed interface TenantEvent {
    /** Calls the function for this kind of event and returns its result. */
    <R> R match(Cases<R> cases);

    /** One function for each kind of event. */
    interface Cases<R> {
        R happened(Happened happened);

        R missed(Missed missed);

        R disconnected(Disconnected disconnected);
    }

    /**
     * A durable event of a job. It may come twice.
     *
     * @param place after which to go on later, at whatever gateway
     */
    record Happened(String place, JobEvent.Happened event) implements TenantEvent {
        public Happened {
            requireNonNull(place, "place is null");
            requireNonNull(event, "event is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.happened(this);
        }
    }

    /**
     * Events were lost, because the service no longer has them: the list of jobs says what became of them.
     *
     * @param place from which the events go on
     */
    record Missed(String place) implements TenantEvent {
        public Missed {
            requireNonNull(place, "place is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.missed(this);
        }
    }

    /**
     * The connection is lost. The client connects again and continues after the last event.
     *
     * @param reason a text to show
     * @param nextTry time until the next try
     */
    record Disconnected(String reason, Duration nextTry) implements TenantEvent {
        public Disconnected {
            requireNonNull(reason, "reason is null");
            requireNonNull(nextTry, "nextTry is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.disconnected(this);
        }
    }
}
