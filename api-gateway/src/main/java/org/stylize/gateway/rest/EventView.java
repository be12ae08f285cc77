package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobEvent;
import org.stylize.recipe.Losses;

/** A durable event of a job; which of the last fields are there depends on the type. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "JobEvent", description = "A durable event of a job, the data of a server-sent event of the same name.")
public record EventView(
        String id,

        @Schema(
                enumeration = {
                    "submitted",
                    "queued",
                    "started",
                    "retried",
                    "completed",
                    "failed",
                    "cancelled",
                    "expired"
                })
        String type,

        Instant at,
        @Schema(description = "1, 2, 3, … within the job.") long sequence,
        @Nullable String worker,
        @Nullable String device,
        @Nullable Integer delivery,
        @Nullable Integer steps,
        JobView.@Nullable Size size,
        @Nullable Losses losses,
        @Nullable Double optimizationSeconds,
        @Nullable String result,
        @Nullable ProblemView problem) {

    static EventView of(JobEvent event) {
        return event.match(new Cases());
    }

    private static final class Cases implements JobEvent.Cases<EventView> {
        @Override
        public EventView submitted(JobEvent.Submitted event) {
            return bare("submitted", event, null);
        }

        @Override
        public EventView queued(JobEvent.Queued event) {
            return bare("queued", event, null);
        }

        @Override
        public EventView started(JobEvent.Started event) {
            return new EventView(
                    event.id().toString(),
                    "started",
                    event.at(),
                    event.sequence(),
                    event.attempt().worker(),
                    event.attempt().device(),
                    event.attempt().delivery(),
                    event.plan().steps(),
                    new JobView.Size(event.plan().width(), event.plan().height()),
                    null,
                    null,
                    null,
                    null);
        }

        @Override
        public EventView retried(JobEvent.Retried event) {
            return new EventView(
                    event.id().toString(),
                    "retried",
                    event.at(),
                    event.sequence(),
                    event.attempt().worker(),
                    event.attempt().device(),
                    event.attempt().delivery(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    ProblemView.of(event.problem()));
        }

        @Override
        public EventView completed(JobEvent.Completed event) {
            return new EventView(
                    event.id().toString(),
                    "completed",
                    event.at(),
                    event.sequence(),
                    event.attempt().worker(),
                    event.attempt().device(),
                    event.attempt().delivery(),
                    event.outcome().steps(),
                    new JobView.Size(event.outcome().width(), event.outcome().height()),
                    event.outcome().losses(),
                    event.outcome().optimizationSeconds(),
                    event.outcome().pastiche().uri(),
                    null);
        }

        @Override
        public EventView failed(JobEvent.Failed event) {
            return bare("failed", event, ProblemView.of(event.problem()));
        }

        @Override
        public EventView cancelled(JobEvent.Cancelled event) {
            return bare("cancelled", event, null);
        }

        @Override
        public EventView expired(JobEvent.Expired event) {
            return bare("expired", event, null);
        }

        private static EventView bare(String type, JobEvent event, @Nullable ProblemView problem) {
            return new EventView(
                    event.id().toString(),
                    type,
                    event.at(),
                    event.sequence(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    problem);
        }
    }
}
