package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import org.stylize.proto.JobEvent;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobRecord;

/**
 * What a follower of a job gets, in this order: a snapshot or the events that it missed, then events, progress and
 * previews.
 */
public sealed interface FeedItem {
    <R> R match(Cases<R> cases);

    /** Whether nothing follows. */
    default boolean isLast() {
        return false;
    }

    /** One answer for each kind of item. */
    interface Cases<R> {
        R snapshot(Snapshot item);

        R resync(Resync item);

        R happened(Happened item);

        R progressed(Progressed item);

        R previewed(Previewed item);
    }

    /** The job when the following began. */
    record Snapshot(JobRecord job) implements FeedItem {
        public Snapshot {
            requireNonNull(job, "job is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.snapshot(this);
        }

        @Override
        public boolean isLast() {
            return job.state().isTerminal();
        }
    }

    /** The job in its present state; some earlier events are no longer known. */
    record Resync(JobRecord job) implements FeedItem {
        public Resync {
            requireNonNull(job, "job is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.resync(this);
        }

        @Override
        public boolean isLast() {
            return job.state().isTerminal();
        }
    }

    /** A durable event. */
    record Happened(JobEvent event) implements FeedItem {
        public Happened {
            requireNonNull(event, "event is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.happened(this);
        }

        @Override
        public boolean isLast() {
            return event.isTerminal();
        }
    }

    /** Progress of the present attempt; a slow follower gets only the latest. */
    record Progressed(JobProgress progress) implements FeedItem {
        public Progressed {
            requireNonNull(progress, "progress is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.progressed(this);
        }
    }

    /** A new preview, the one of this progress. */
    record Previewed(JobProgress progress) implements FeedItem {
        public Previewed {
            requireNonNull(progress, "progress is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.previewed(this);
        }
    }
}
