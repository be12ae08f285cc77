package org.stylize.proto;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.wire.Cancel;
import org.stylize.proto.wire.Control;
import org.stylize.proto.wire.Finish;
import org.stylize.proto.wire.Image;
import org.stylize.proto.wire.Job;
import org.stylize.proto.wire.PresetRecipe;
import org.stylize.proto.wire.State;
import org.stylize.proto.wire.Style;

/** The parts that several messages share, and the messages that are nothing but them. */
final class WireValues {
    static Job job(StylizationJob job) {
        Job.Builder wire = Job.newBuilder()
                .setId(job.id().toString())
                .setContent(image(job.contentImage()))
                .setSubmittedAt(time(job.submittedAt()))
                .setIdempotencyKey(job.idempotencyKey() == null ? "" : job.idempotencyKey())
                .setUnknownFields(unknownFields(job.extras()));
        job.styleImages().forEach(style -> wire.addStyles(Style.newBuilder().setImage(image(style))));
        if (job.recipe() instanceof RecipeChoice.Preset preset) {
            wire.setPreset(PresetRecipe.newBuilder().setName(preset.name()).setOverridesJson(preset.overridesJson()));
        } else if (job.recipe() instanceof RecipeChoice.Explicit explicit) {
            wire.setRecipeJson(explicit.recipeJson());
        }
        return wire.build();
    }

    static StylizationJob job(Job wire) {
        return new StylizationJob(
                JobId.parse(wire.getId()),
                ImageRef.parse(wire.getContent().getUri()),
                wire.getStylesList().stream()
                        .map(style -> ImageRef.parse(style.getImage().getUri()))
                        .toList(),
                recipe(wire),
                time(wire.getSubmittedAt()),
                wire.getIdempotencyKey().isEmpty() ? null : wire.getIdempotencyKey(),
                new Extras(wire.getUnknownFields().toByteString()));
    }

    private static RecipeChoice recipe(Job wire) {
        return switch (wire.getRecipeCase()) {
            case PRESET ->
                new RecipeChoice.Preset(
                        wire.getPreset().getName(), wire.getPreset().getOverridesJson());
            case RECIPE_JSON -> new RecipeChoice.Explicit(wire.getRecipeJson());
            case RECIPE_NOT_SET ->
                throw new InvalidJobException("recipe", "a job names a preset or brings a recipe but has neither");
        };
    }

    static Image image(ImageRef image) {
        return Image.newBuilder().setUri(image.uri()).build();
    }

    static org.stylize.proto.wire.Attempt attempt(Attempt attempt) {
        return org.stylize.proto.wire.Attempt.newBuilder()
                .setId(attempt.id())
                .setWorker(attempt.worker())
                .setDevice(attempt.device())
                .setDelivery(attempt.delivery())
                .build();
    }

    static Attempt attempt(org.stylize.proto.wire.Attempt wire) {
        return new Attempt(wire.getId(), wire.getWorker(), wire.getDevice(), wire.getDelivery());
    }

    static org.stylize.proto.wire.Problem problem(Problem problem) {
        return org.stylize.proto.wire.Problem.newBuilder()
                .setType(problem.type().slug())
                .setDetail(problem.detail())
                .build();
    }

    static Problem problem(org.stylize.proto.wire.Problem wire) {
        return new Problem(ProblemType.ofSlug(wire.getType()), wire.getDetail());
    }

    static Control control(JobControl control) {
        Control.Builder wire =
                Control.newBuilder().setJobId(control.id().toString()).setAt(time(control.at()));
        return switch (control.order()) {
            case CANCEL -> wire.setCancel(Cancel.getDefaultInstance()).build();
            case FINISH -> wire.setFinish(Finish.getDefaultInstance()).build();
        };
    }

    static JobControl control(Control wire) {
        JobControl.Order order =
                switch (wire.getWhatCase()) {
                    case CANCEL -> JobControl.Order.CANCEL;
                    case FINISH -> JobControl.Order.FINISH;
                    case WHAT_NOT_SET -> throw new UndecodableException("an order of an unknown kind");
                };
        return new JobControl(JobId.parse(wire.getJobId()), time(wire.getAt()), order);
    }

    static org.stylize.proto.wire.DeadLetter deadLetter(DeadLetter letter) {
        return org.stylize.proto.wire.DeadLetter.newBuilder()
                .setJobId(letter.key())
                .setAt(time(letter.at()))
                .setProblem(problem(letter.problem()))
                .setAttempts(letter.attempts())
                .setRequest(letter.request())
                .build();
    }

    static DeadLetter deadLetter(org.stylize.proto.wire.DeadLetter wire) {
        return new DeadLetter(
                wire.getJobId(), time(wire.getAt()), problem(wire.getProblem()), wire.getAttempts(), wire.getRequest());
    }

    static org.stylize.proto.wire.JobRecord jobRecord(JobRecord job) {
        org.stylize.proto.wire.JobRecord.Builder wire = org.stylize.proto.wire.JobRecord.newBuilder()
                .setJob(job(job.job()))
                .setState(state(job.state()))
                .setSequence(job.sequence())
                .setUpdatedAt(time(job.updatedAt()))
                .setAttempts(job.attempts())
                .setFingerprint(job.fingerprint());
        if (job.attempt() != null) {
            wire.setAttempt(attempt(job.attempt()));
        }
        if (job.plan() != null) {
            wire.setStarted(WireReports.plan(job.plan()));
        }
        if (job.startedAt() != null) {
            wire.setStartedAt(time(job.startedAt()));
        }
        if (job.outcome() != null) {
            wire.setCompleted(WireReports.outcome(job.outcome()));
        }
        if (job.problem() != null) {
            wire.setProblem(problem(job.problem()));
        }
        return wire.build();
    }

    static JobRecord jobRecord(org.stylize.proto.wire.JobRecord wire) {
        return new JobRecord(
                job(wire.getJob()),
                state(wire.getState()),
                wire.getSequence(),
                time(wire.getUpdatedAt()),
                wire.getAttempts(),
                wire.hasAttempt() ? attempt(wire.getAttempt()) : null,
                wire.hasStarted() ? WireReports.plan(wire.getStarted()) : null,
                wire.hasStartedAt() ? time(wire.getStartedAt()) : null,
                wire.hasCompleted() ? WireReports.outcome(wire.getCompleted()) : null,
                wire.hasProblem() ? problem(wire.getProblem()) : null,
                wire.getFingerprint());
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

    private static JobState state(State wire) {
        return switch (wire) {
            case STATE_SUBMITTED -> JobState.SUBMITTED;
            case STATE_QUEUED -> JobState.QUEUED;
            case STATE_RUNNING -> JobState.RUNNING;
            case STATE_COMPLETED -> JobState.COMPLETED;
            case STATE_FAILED -> JobState.FAILED;
            case STATE_CANCELLED -> JobState.CANCELLED;
            case STATE_EXPIRED -> JobState.EXPIRED;
            case STATE_UNSPECIFIED, UNRECOGNIZED -> throw new UndecodableException("a job's state is unknown: " + wire);
        };
    }

    static Timestamp time(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }

    static Instant time(Timestamp wire) {
        return Instant.ofEpochSecond(wire.getSeconds(), wire.getNanos());
    }

    static @Nullable ImageRef imageOrNull(boolean present, Image wire) {
        return present ? ImageRef.parse(wire.getUri()) : null;
    }

    private static UnknownFieldSet unknownFields(Extras extras) {
        try {
            return UnknownFieldSet.parseFrom(extras.unknownFields());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("extras are no Protobuf fields", e);
        }
    }

    private WireValues() {}
}
