package org.stylize.proto;

import org.stylize.proto.wire.AttemptStarted;
import org.stylize.proto.wire.Cancelled;
import org.stylize.proto.wire.Checkpointed;
import org.stylize.proto.wire.Event;
import org.stylize.proto.wire.Expired;
import org.stylize.proto.wire.JobCheckpointed;
import org.stylize.proto.wire.JobCompleted;
import org.stylize.proto.wire.JobFailed;
import org.stylize.proto.wire.Queued;
import org.stylize.proto.wire.Retried;
import org.stylize.proto.wire.Submitted;

/** What the ledger tells the world. */
final class WireEvents {
    static Event event(JobEvent event) {
        Event.Builder wire = Event.newBuilder()
                .setJobId(event.id().toString())
                .setSequence(event.sequence())
                .setAt(WireValues.time(event.at()));
        return event.match(new Body(wire)).build();
    }

    static JobEvent event(Event wire) {
        var id = JobId.parse(wire.getJobId());
        long sequence = wire.getSequence();
        var at = WireValues.time(wire.getAt());
        return switch (wire.getWhatCase()) {
            case SUBMITTED -> new JobEvent.Submitted(id, sequence, at);
            case QUEUED -> new JobEvent.Queued(id, sequence, at);
            case STARTED ->
                new JobEvent.Started(
                        id,
                        sequence,
                        at,
                        WireValues.attempt(wire.getStarted().getAttempt()),
                        WireReports.plan(wire.getStarted().getStarted()));
            case RETRIED ->
                new JobEvent.Retried(
                        id,
                        sequence,
                        at,
                        wire.getRetried().hasAttempt()
                                ? WireValues.attempt(wire.getRetried().getAttempt())
                                : null,
                        WireValues.problem(wire.getRetried().getProblem()),
                        wire.getRetried().hasNotBefore()
                                ? WireValues.time(wire.getRetried().getNotBefore())
                                : at);
            case CHECKPOINTED ->
                new JobEvent.Checkpointed(
                        id,
                        sequence,
                        at,
                        WireValues.attempt(wire.getCheckpointed().getAttempt()),
                        wire.getCheckpointed().getCheckpointed().getStep());
            case COMPLETED ->
                new JobEvent.Completed(
                        id,
                        sequence,
                        at,
                        WireValues.attempt(wire.getCompleted().getAttempt()),
                        WireReports.outcome(wire.getCompleted().getCompleted()));
            case FAILED ->
                new JobEvent.Failed(
                        id, sequence, at, WireValues.problem(wire.getFailed().getProblem()));
            case CANCELLED -> new JobEvent.Cancelled(id, sequence, at);
            case EXPIRED -> new JobEvent.Expired(id, sequence, at);
            case WHAT_NOT_SET ->
                throw new UndecodableException("the event is of a kind that this version does not know");
        };
    }

    private record Body(Event.Builder wire) implements JobEvent.Cases<Event.Builder> {
        @Override
        public Event.Builder submitted(JobEvent.Submitted event) {
            return wire.setSubmitted(Submitted.getDefaultInstance());
        }

        @Override
        public Event.Builder queued(JobEvent.Queued event) {
            return wire.setQueued(Queued.getDefaultInstance());
        }

        @Override
        public Event.Builder started(JobEvent.Started event) {
            return wire.setStarted(AttemptStarted.newBuilder()
                    .setAttempt(WireValues.attempt(event.attempt()))
                    .setStarted(WireReports.plan(event.plan())));
        }

        @Override
        public Event.Builder checkpointed(JobEvent.Checkpointed event) {
            return wire.setCheckpointed(JobCheckpointed.newBuilder()
                    .setAttempt(WireValues.attempt(event.attempt()))
                    .setCheckpointed(Checkpointed.newBuilder().setStep(event.step())));
        }

        @Override
        public Event.Builder retried(JobEvent.Retried event) {
            Retried.Builder retried = Retried.newBuilder()
                    .setProblem(WireValues.problem(event.problem()))
                    .setNotBefore(WireValues.time(event.notBefore()));
            if (event.attempt() != null) {
                retried.setAttempt(WireValues.attempt(event.attempt()));
            }
            return wire.setRetried(retried);
        }

        @Override
        public Event.Builder completed(JobEvent.Completed event) {
            return wire.setCompleted(JobCompleted.newBuilder()
                    .setAttempt(WireValues.attempt(event.attempt()))
                    .setCompleted(WireReports.outcome(event.outcome())));
        }

        @Override
        public Event.Builder failed(JobEvent.Failed event) {
            return wire.setFailed(JobFailed.newBuilder().setProblem(WireValues.problem(event.problem())));
        }

        @Override
        public Event.Builder cancelled(JobEvent.Cancelled event) {
            return wire.setCancelled(Cancelled.getDefaultInstance());
        }

        @Override
        public Event.Builder expired(JobEvent.Expired event) {
            return wire.setExpired(Expired.getDefaultInstance());
        }
    }

    private WireEvents() {}
}
