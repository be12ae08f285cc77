package org.stylize.proto;

import org.stylize.proto.wire.Checkpointed;
import org.stylize.proto.wire.Completed;
import org.stylize.proto.wire.Failed;
import org.stylize.proto.wire.Progress;
import org.stylize.proto.wire.Released;
import org.stylize.proto.wire.Report;
import org.stylize.proto.wire.SliceEnded;
import org.stylize.proto.wire.Started;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;

/** What workers write. */
final class WireReports {
    static Report report(JobReport report) {
        Report.Builder wire = Report.newBuilder()
                .setJobId(report.id().toString())
                .setAttempt(WireValues.attempt(report.attempt()))
                .setAt(WireValues.time(report.at()));
        return report.match(new JobReport.Cases<Report.Builder>() {
                    @Override
                    public Report.Builder started(JobReport.Started started) {
                        if (started.execution() != null) {
                            wire.setExecution(WireValues.execution(started.execution()));
                        }
                        return wire.setStarted(plan(started.plan()));
                    }

                    @Override
                    public Report.Builder checkpointed(JobReport.Checkpointed checkpointed) {
                        return wire.setCheckpointed(Checkpointed.newBuilder().setStep(checkpointed.step()));
                    }

                    @Override
                    public Report.Builder completed(JobReport.Completed completed) {
                        return wire.setCompleted(outcome(completed.outcome()));
                    }

                    @Override
                    public Report.Builder failed(JobReport.Failed failed) {
                        return wire.setFailed(Failed.newBuilder().setProblem(WireValues.problem(failed.problem())));
                    }

                    @Override
                    public Report.Builder released(JobReport.Released released) {
                        return wire.setReleased(Released.newBuilder()
                                .setProblem(WireValues.problem(released.problem()))
                                .setWhy(reason(released.why())));
                    }

                    @Override
                    public Report.Builder sliceEnded(JobReport.SliceEnded sliceEnded) {
                        return wire.setSliceEnded(SliceEnded.getDefaultInstance());
                    }
                })
                .build();
    }

    static JobReport report(Report wire) {
        var id = JobId.parse(wire.getJobId());
        var attempt = WireValues.attempt(wire.getAttempt());
        var at = WireValues.time(wire.getAt());
        return switch (wire.getWhatCase()) {
            case STARTED ->
                new JobReport.Started(
                        id,
                        attempt,
                        at,
                        plan(wire.getStarted()),
                        WireValues.executionOrNull(wire.hasExecution(), wire.getExecution()));
            case COMPLETED -> new JobReport.Completed(id, attempt, at, outcome(wire.getCompleted()));
            case FAILED ->
                new JobReport.Failed(
                        id, attempt, at, WireValues.problem(wire.getFailed().getProblem()));
            case RELEASED ->
                new JobReport.Released(
                        id,
                        attempt,
                        at,
                        release(wire.getReleased().getWhy()),
                        WireValues.problem(wire.getReleased().getProblem()));
            case CHECKPOINTED ->
                new JobReport.Checkpointed(
                        id, attempt, at, wire.getCheckpointed().getStep());
            case SLICE_ENDED -> new JobReport.SliceEnded(id, attempt, at);
            case WHAT_NOT_SET ->
                throw new UndecodableException("the report is of a kind that this version does not know");
        };
    }

    static Released.Reason reason(JobReport.Release why) {
        return switch (why) {
            case FAULT -> Released.Reason.REASON_FAULT;
            case SHUTDOWN -> Released.Reason.REASON_SHUTDOWN;
            case SURROUNDINGS -> Released.Reason.REASON_SURROUNDINGS;
            case UNABLE -> Released.Reason.REASON_UNABLE;
        };
    }

    /** A reason that this version does not know counts as a fault. */
    static JobReport.Release release(Released.Reason wire) {
        return switch (wire) {
            case REASON_FAULT, UNRECOGNIZED -> JobReport.Release.FAULT;
            case REASON_SHUTDOWN -> JobReport.Release.SHUTDOWN;
            case REASON_SURROUNDINGS -> JobReport.Release.SURROUNDINGS;
            case REASON_UNABLE -> JobReport.Release.UNABLE;
        };
    }

    static Progress progress(JobProgress progress) {
        Progress.Builder wire = Progress.newBuilder()
                .setJobId(progress.id().toString())
                .setAttempt(WireValues.attempt(progress.attempt()))
                .setAt(WireValues.time(progress.at()))
                .setStep(progress.step())
                .setSteps(progress.steps())
                .setLosses(losses(progress.losses()))
                .setLearningRate(progress.learningRate())
                .setStepsPerSecond(progress.stepsPerSecond())
                .setSecondsLeft(progress.secondsLeft());
        if (progress.preview() != null) {
            wire.setPreview(WireValues.image(progress.preview()));
        }
        return wire.build();
    }

    static JobProgress progress(Progress wire) {
        return new JobProgress(
                JobId.parse(wire.getJobId()),
                WireValues.attempt(wire.getAttempt()),
                WireValues.time(wire.getAt()),
                wire.getStep(),
                wire.getSteps(),
                losses(wire.getLosses()),
                wire.getLearningRate(),
                wire.getStepsPerSecond(),
                wire.getSecondsLeft(),
                WireValues.imageOrNull(wire.hasPreview(), wire.getPreview()));
    }

    static Started plan(Plan plan) {
        return Started.newBuilder()
                .setSteps(plan.steps())
                .setWidth(plan.width())
                .setHeight(plan.height())
                .build();
    }

    static Plan plan(Started wire) {
        return new Plan(wire.getSteps(), wire.getWidth(), wire.getHeight());
    }

    static Completed outcome(Outcome outcome) {
        Completed.Builder wire = Completed.newBuilder()
                .setPastiche(WireValues.image(outcome.pastiche()))
                .setSteps(outcome.steps())
                .setWidth(outcome.width())
                .setHeight(outcome.height())
                .setLosses(losses(outcome.losses()))
                .setOptimizationSeconds(outcome.optimizationSeconds())
                .setSha256(outcome.sha256())
                .setFinishedEarly(outcome.finishedEarly())
                .setMadeOf(outcome.madeOf())
                .setReusedFrom(
                        outcome.reusedFrom() == null ? "" : outcome.reusedFrom().toString());
        if (outcome.manifest() != null) {
            wire.setManifest(WireValues.image(outcome.manifest()));
        }
        return wire.build();
    }

    static Outcome outcome(Completed wire) {
        return new Outcome(
                WireValues.image(wire.getPastiche()),
                wire.getSteps(),
                wire.getWidth(),
                wire.getHeight(),
                losses(wire.getLosses()),
                wire.getOptimizationSeconds(),
                wire.getSha256(),
                wire.getFinishedEarly(),
                WireValues.imageOrNull(wire.hasManifest(), wire.getManifest()),
                wire.getMadeOf(),
                wire.getReusedFrom().isEmpty() ? null : JobId.parse(wire.getReusedFrom()));
    }

    static org.stylize.proto.wire.Reuse reuse(Reuse reuse) {
        return org.stylize.proto.wire.Reuse.newBuilder()
                .setAttempt(WireValues.attempt(reuse.attempt()))
                .setCompleted(outcome(reuse.outcome()))
                .build();
    }

    static Reuse reuse(org.stylize.proto.wire.Reuse wire) {
        return new Reuse(WireValues.attempt(wire.getAttempt()), outcome(wire.getCompleted()));
    }

    private static org.stylize.proto.wire.Losses losses(Losses losses) {
        return org.stylize.proto.wire.Losses.newBuilder()
                .setContent(losses.content())
                .setStyle(losses.style())
                .setTotalVariation(losses.totalVariation())
                .setTotal(losses.total())
                .putAllLayers(losses.layers())
                .build();
    }

    private static Losses losses(org.stylize.proto.wire.Losses wire) {
        return new Losses(
                wire.getContent(), wire.getStyle(), wire.getTotalVariation(), wire.getTotal(), wire.getLayersMap());
    }

    private WireReports() {}
}
