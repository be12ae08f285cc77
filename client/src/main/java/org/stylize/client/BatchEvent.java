package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** An event of a batch that is followed. */
public sealed interface BatchEvent {
    /** Calls the function for this kind of event and returns its result. */
    <R> R match(Cases<R> cases);

    /** One function for each kind of event. */
    interface Cases<R> {
        R counted(Counted counted);

        R happened(Happened happened);

        R missed(Missed missed);

        R disconnected(Disconnected disconnected);
    }

    /** How far the batch is: at the start, after changes, at most once a second, and at the end. */
    record Counted(BatchView batch) implements BatchEvent {
        public Counted {
            requireNonNull(batch, "batch is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.counted(this);
        }
    }

    /** A durable event of one of its jobs. */
    record Happened(JobEvent.Happened event) implements BatchEvent {
        public Happened {
            requireNonNull(event, "event is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.happened(this);
        }
    }

    /** Events of jobs were lost; the next {@link Counted} has the counts as they are. */
    record Missed() implements BatchEvent {
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
    record Disconnected(String reason, Duration nextTry) implements BatchEvent {
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
