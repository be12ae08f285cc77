package org.stylize.proto;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.wire.State;

/** What the ledger keeps of a job. The message has all fields of all states; a status has its own. */
final class WireRecords {
    static org.stylize.proto.wire.JobRecord record(JobRecord job) {
        org.stylize.proto.wire.JobRecord.Builder wire = org.stylize.proto.wire.JobRecord.newBuilder()
                .setJob(WireValues.job(job.job()))
                .setState(state(job.state()))
                .setSequence(job.sequence())
                .setUpdatedAt(WireValues.time(job.updatedAt()))
                .setAdmittedAt(WireValues.time(job.admittedAt()))
                .setAttempts(job.attempts())
                .setDispatch(dispatch(job.dispatch()))
                .setFingerprint(job.fingerprint());
        return job.status().match(new Body(wire)).build();
    }

    static JobRecord record(org.stylize.proto.wire.JobRecord wire) {
        StylizationJob job = WireValues.job(wire.getJob());
        Instant updatedAt = WireValues.time(wire.getUpdatedAt());
        return new JobRecord(
                job,
                status(wire),
                wire.getSequence(),
                updatedAt,
                wire.hasAdmittedAt() ? WireValues.time(wire.getAdmittedAt()) : job.submittedAt(),
                wire.getAttempts(),
                wire.hasDispatch() ? dispatch(wire.getDispatch()) : Dispatch.first(updatedAt),
                wire.getFingerprint());
    }

    private static org.stylize.proto.wire.Dispatch dispatch(Dispatch dispatch) {
        org.stylize.proto.wire.Dispatch.Builder wire = org.stylize.proto.wire.Dispatch.newBuilder()
                .setSlice(WireValues.slice(dispatch.slice()))
                .setAt(WireValues.time(dispatch.at()))
                .setAsked(dispatch.isAsked())
                .setHeld(dispatch.isHeld())
                .setFaults(dispatch.faults())
                .setKeptSteps(dispatch.keptSteps());
        if (dispatch.waits() != null) {
            wire.setWait(org.stylize.proto.wire.Wait.newBuilder()
                    .setWhy(WireReports.reason(dispatch.waits().why()))
                    .setSince(WireValues.time(dispatch.waits().since())));
        }
        if (dispatch.execution() != null) {
            wire.setExecution(WireValues.execution(dispatch.execution()));
        }
        return wire.build();
    }

    private static Dispatch dispatch(org.stylize.proto.wire.Dispatch wire) {
        return new Dispatch(
                WireValues.slice(wire.hasSlice(), wire.getSlice()),
                WireValues.time(wire.getAt()),
                wire.getAsked(),
                wire.getHeld() && !wire.getAsked(),
                wire.getFaults(),
                wire.getKeptSteps(),
                wire.hasWait()
                        ? new Dispatch.Wait(
                                WireReports.release(wire.getWait().getWhy()),
                                WireValues.time(wire.getWait().getSince()))
                        : null,
                WireValues.executionOrNull(wire.hasExecution(), wire.getExecution()));
    }

    private static JobStatus status(org.stylize.proto.wire.JobRecord wire) {
        return switch (wire.getState()) {
            case STATE_SUBMITTED -> new JobStatus.Submitted();
            case STATE_QUEUED ->
                wire.hasNotBefore() || wire.hasAttempt()
                        ? new JobStatus.Requeued(
                                lastAttempt(wire),
                                wire.hasProblem() ? WireValues.problem(wire.getProblem()) : null,
                                WireValues.time(wire.hasNotBefore() ? wire.getNotBefore() : wire.getUpdatedAt()))
                        : new JobStatus.Queued();
            case STATE_RUNNING ->
                new JobStatus.Running(
                        WireValues.attempt(wire.getAttempt()),
                        WireReports.plan(wire.getStarted()),
                        WireValues.time(wire.getStartedAt()));
            case STATE_COMPLETED -> {
                if (!wire.hasCompleted()) {
                    throw new UndecodableException("a completed job has no outcome");
                }
                yield new JobStatus.Completed(
                        WireValues.attempt(wire.getAttempt()),
                        WireReports.outcome(wire.getCompleted()),
                        startedAtOrNull(wire));
            }
            case STATE_FAILED -> {
                if (!wire.hasProblem()) {
                    throw new UndecodableException("a failed job has no problem");
                }
                yield new JobStatus.Failed(WireValues.problem(wire.getProblem()), lastAttempt(wire));
            }
            case STATE_CANCELLED -> new JobStatus.Cancelled(lastAttempt(wire));
            case STATE_EXPIRED -> new JobStatus.Expired(lastAttempt(wire));
            case STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new UndecodableException("the state of a job is unknown: " + wire.getStateValue());
        };
    }

    private static LastAttempt lastAttempt(org.stylize.proto.wire.JobRecord wire) {
        if (!wire.hasAttempt()) {
            return new LastAttempt.None();
        }
        Attempt attempt = WireValues.attempt(wire.getAttempt());
        return wire.hasStarted()
                ? new LastAttempt.Begun(
                        attempt, WireReports.plan(wire.getStarted()), WireValues.time(wire.getStartedAt()))
                : new LastAttempt.Ended(attempt);
    }

    private static @Nullable Instant startedAtOrNull(org.stylize.proto.wire.JobRecord wire) {
        return wire.hasStartedAt() ? WireValues.time(wire.getStartedAt()) : null;
    }

    private static State state(JobState state) {
        return switch (state) {
            case SUBMITTED -> State.STATE_SUBMITTED;
            case QUEUED -> State.STATE_QUEUED;
            case RUNNING -> State.STATE_RUNNING;
            case COMPLETED -> State.STATE_COMPLETED;
            case FAILED -> State.STATE_FAILED;
            case CANCELLED -> State.STATE_CANCELLED;
            case EXPIRED -> State.STATE_EXPIRED;
        };
    }

    /** The fields of each status. */
    private record Body(org.stylize.proto.wire.JobRecord.Builder wire)
            implements JobStatus.Cases<org.stylize.proto.wire.JobRecord.Builder> {
        @Override
        public org.stylize.proto.wire.JobRecord.Builder submitted(JobStatus.Submitted status) {
            return wire;
        }

        @Override
        public org.stylize.proto.wire.JobRecord.Builder queued(JobStatus.Queued status) {
            return wire;
        }

        @Override
        public org.stylize.proto.wire.JobRecord.Builder requeued(JobStatus.Requeued status) {
            wire.setNotBefore(WireValues.time(status.notBefore()));
            if (status.problem() != null) {
                wire.setProblem(WireValues.problem(status.problem()));
            }
            return attempted(status.lastAttempt());
        }

        @Override
        public org.stylize.proto.wire.JobRecord.Builder running(JobStatus.Running status) {
            return attempted(status.lastAttempt());
        }

        @Override
        public org.stylize.proto.wire.JobRecord.Builder completed(JobStatus.Completed status) {
            if (status.startedAt() != null) {
                wire.setStartedAt(WireValues.time(status.startedAt()));
            }
            return wire.setAttempt(WireValues.attempt(status.attempt()))
                    .setCompleted(WireReports.outcome(status.outcome()));
        }

        @Override
        public org.stylize.proto.wire.JobRecord.Builder failed(JobStatus.Failed status) {
            return attempted(status.lastAttempt()).setProblem(WireValues.problem(status.problem()));
        }

        @Override
        public org.stylize.proto.wire.JobRecord.Builder cancelled(JobStatus.Cancelled status) {
            return attempted(status.lastAttempt());
        }

        @Override
        public org.stylize.proto.wire.JobRecord.Builder expired(JobStatus.Expired status) {
            return attempted(status.lastAttempt());
        }

        private org.stylize.proto.wire.JobRecord.Builder attempted(LastAttempt last) {
            return last.match(new LastAttempt.Cases<org.stylize.proto.wire.JobRecord.Builder>() {
                @Override
                public org.stylize.proto.wire.JobRecord.Builder none(LastAttempt.None none) {
                    return wire;
                }

                @Override
                public org.stylize.proto.wire.JobRecord.Builder ended(LastAttempt.Ended ended) {
                    return wire.setAttempt(WireValues.attempt(ended.attempt()));
                }

                @Override
                public org.stylize.proto.wire.JobRecord.Builder begun(LastAttempt.Begun begun) {
                    return wire.setAttempt(WireValues.attempt(begun.attempt()))
                            .setStarted(WireReports.plan(begun.plan()))
                            .setStartedAt(WireValues.time(begun.startedAt()));
                }
            });
        }
    }

    private WireRecords() {}
}
