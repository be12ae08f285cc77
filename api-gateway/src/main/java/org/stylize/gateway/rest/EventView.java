package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.recipe.Losses;

/** A durable event in the API. Each kind has its own fields; META-INF/openapi.yaml describes them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "id",
    "type",
    "at",
    "sequence",
    "worker",
    "device",
    "delivery",
    "notBefore",
    "step",
    "steps",
    "size",
    "losses",
    "optimizationSeconds",
    "finishedEarly",
    "result",
    "sha256",
    "reusedFrom",
    "problem"
})
sealed interface EventView {
    @JsonIgnore
    JobEvent event();

    @JsonProperty
    default String id() {
        return event().id().toString();
    }

    @JsonProperty
    default String type() {
        return event().kind().label();
    }

    @JsonProperty
    default Instant at() {
        return event().at();
    }

    /** 1, 2, 3, … within the job. */
    @JsonProperty
    default long sequence() {
        return event().sequence();
    }

    static EventView of(JobEvent event) {
        return event.match(new Cases());
    }

    /** An event without further fields: submitted, queued, cancelled, expired. */
    record Bare(JobEvent event) implements EventView {
        public Bare {
            requireNonNull(event, "event is null");
        }
    }

    /** An event of an attempt. */
    sealed interface OfAttempt extends EventView {
        @JsonIgnore
        Attempt attempt();

        @JsonProperty
        default String worker() {
            return attempt().worker();
        }

        @JsonProperty
        default String device() {
            return attempt().device();
        }

        @JsonProperty
        default int delivery() {
            return attempt().delivery();
        }
    }

    /** A worker began an attempt. */
    record Started(JobEvent.Started event) implements OfAttempt {
        public Started {
            requireNonNull(event, "event is null");
        }

        @Override
        public Attempt attempt() {
            return event.attempt();
        }

        @JsonProperty
        int steps() {
            return event.plan().steps();
        }

        @JsonProperty
        JobView.Size size() {
            return JobView.Size.of(event.plan());
        }
    }

    /** A checkpoint is stored. */
    record Checkpointed(JobEvent.Checkpointed event) implements OfAttempt {
        public Checkpointed {
            requireNonNull(event, "event is null");
        }

        @Override
        public Attempt attempt() {
            return event.attempt();
        }

        /** Done so far. */
        @JsonProperty
        int step() {
            return event.step();
        }
    }

    /** An attempt was lost, or its worker returned the job; the job goes back to the queue. */
    record Retried(JobEvent.Retried event) implements EventView {
        public Retried {
            requireNonNull(event, "event is null");
        }

        @JsonProperty
        @Nullable
        String worker() {
            return event.attempt() == null ? null : event.attempt().worker();
        }

        @JsonProperty
        @Nullable
        String device() {
            return event.attempt() == null ? null : event.attempt().device();
        }

        @JsonProperty
        @Nullable
        Integer delivery() {
            return event.attempt() == null ? null : event.attempt().delivery();
        }

        /** When the job goes back to the queue. */
        @JsonProperty
        Instant notBefore() {
            return event.notBefore();
        }

        @JsonProperty
        ProblemView problem() {
            return ProblemView.of(event.problem());
        }
    }

    /** The pastiche can be fetched. */
    record Completed(JobEvent.Completed event) implements OfAttempt {
        public Completed {
            requireNonNull(event, "event is null");
        }

        @Override
        public Attempt attempt() {
            return event.attempt();
        }

        @JsonProperty
        int steps() {
            return event.outcome().steps();
        }

        @JsonProperty
        JobView.Size size() {
            return JobView.Size.of(event.outcome());
        }

        @JsonProperty
        Losses losses() {
            return event.outcome().losses();
        }

        @JsonProperty
        double optimizationSeconds() {
            return event.outcome().optimizationSeconds();
        }

        /** The object in the store, {@code s3://bucket/key}. */
        @JsonProperty
        String result() {
            return event.outcome().pastiche().uri();
        }

        /** True if the caller or the deadline ended the optimization; null if it went to its end. */
        @JsonProperty
        @Nullable
        Boolean finishedEarly() {
            return event.outcome().finishedEarly() ? true : null;
        }

        /** Of the bytes of the result; null if the worker did not say. */
        @JsonProperty
        @Nullable
        String sha256() {
            return event.outcome().sha256().isEmpty() ? null : event.outcome().sha256();
        }

        /** The earlier job whose result this is a copy of; null if this job made it. */
        @JsonProperty
        @Nullable
        String reusedFrom() {
            JobId from = event.outcome().reusedFrom();
            return from == null ? null : from.toString();
        }
    }

    /** The job cannot be done. */
    record Failed(JobEvent.Failed event) implements EventView {
        public Failed {
            requireNonNull(event, "event is null");
        }

        @JsonProperty
        ProblemView problem() {
            return ProblemView.of(event.problem());
        }
    }

    /** The view of each kind of event. */
    final class Cases implements JobEvent.Cases<EventView> {
        @Override
        public EventView submitted(JobEvent.Submitted event) {
            return new Bare(event);
        }

        @Override
        public EventView queued(JobEvent.Queued event) {
            return new Bare(event);
        }

        @Override
        public EventView started(JobEvent.Started event) {
            return new Started(event);
        }

        @Override
        public EventView checkpointed(JobEvent.Checkpointed event) {
            return new Checkpointed(event);
        }

        @Override
        public EventView retried(JobEvent.Retried event) {
            return new Retried(event);
        }

        @Override
        public EventView completed(JobEvent.Completed event) {
            return new Completed(event);
        }

        @Override
        public EventView failed(JobEvent.Failed event) {
            return new Failed(event);
        }

        @Override
        public EventView cancelled(JobEvent.Cancelled event) {
            return new Bare(event);
        }

        @Override
        public EventView expired(JobEvent.Expired event) {
            return new Bare(event);
        }
    }
}
