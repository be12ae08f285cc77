package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Plan;

/** The attempt at a job of which the ledger heard last. */
public sealed interface LastAttempt {
    /** The attempt; null if no worker has had the job. */
    @Nullable
    Attempt attempt();

    /** When it began; null if it has ended, or if there is none. */
    default @Nullable Instant startedAt() {
        return null;
    }

    /** What it set out to do; null if it has ended, or if there is none. */
    default @Nullable Plan plan() {
        return null;
    }

    /** The same attempt, over. */
    default LastAttempt over() {
        return of(attempt());
    }

    /** An attempt that is over, or none for null. */
    static LastAttempt of(@Nullable Attempt attempt) {
        return attempt == null ? new None() : new Ended(attempt);
    }

    <R> R match(Cases<R> cases);

    /** One answer for each case. */
    interface Cases<R> {
        R none(None none);

        R ended(Ended last);

        R begun(Begun last);
    }

    /** No worker has had the job. */
    record None() implements LastAttempt {
        @Override
        public @Nullable Attempt attempt() {
            return null;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.none(this);
        }
    }

    /** A worker had the job and no longer has it. */
    record Ended(Attempt attempt) implements LastAttempt {
        public Ended {
            requireNonNull(attempt, "attempt is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ended(this);
        }
    }

    /** A worker began the optimization. */
    record Begun(Attempt attempt, Plan plan, Instant startedAt) implements LastAttempt {
        public Begun {
            requireNonNull(attempt, "attempt is null");
            requireNonNull(plan, "plan is null");
            requireNonNull(startedAt, "startedAt is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.begun(this);
        }
    }
}
