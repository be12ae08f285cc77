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
import org.stylize.proto.wire.Style;

/** The parts that several messages share, and the messages that are nothing but them. */
final class WireValues {
    static Job job(StylizationJob job) {
        JobPictures<ImageRef> pictures = job.pictures();
        Job.Builder wire = Job.newBuilder()
                .setId(job.id().toString())
                .setContent(image(pictures.content()))
                .setSubmittedAt(time(job.submittedAt()))
                .setIdempotencyKey(job.idempotencyKey() == null ? "" : job.idempotencyKey())
                .setTraceparent(job.trace().parent())
                .setTracestate(job.trace().state())
                .setUnknownFields(unknownFields(job.extras()));
        pictures.styles().forEach(style -> wire.addStyles(style(style)));
        if (pictures.start() != null) {
            wire.setStart(image(pictures.start()));
        }
        if (job.resolved() != null) {
            wire.setResolvedRecipeJson(job.resolved().json());
        }
        return job.recipe()
                .match(new RecipeChoice.Cases<Job.Builder>() {
                    @Override
                    public Job.Builder preset(RecipeChoice.Preset preset) {
                        return wire.setPreset(PresetRecipe.newBuilder()
                                .setName(preset.name())
                                .setOverridesJson(preset.overridesJson()));
                    }

                    @Override
                    public Job.Builder explicit(RecipeChoice.Explicit explicit) {
                        return wire.setRecipeJson(explicit.recipeJson());
                    }
                })
                .build();
    }

    static StylizationJob job(Job wire) {
        return new StylizationJob(
                JobId.parse(wire.getId()),
                new JobPictures<>(
                        image(wire.getContent()),
                        wire.getStylesList().stream().map(WireValues::style).toList(),
                        imageOrNull(wire.hasStart(), wire.getStart())),
                recipe(wire),
                wire.getResolvedRecipeJson().isEmpty() ? null : new ResolvedRecipe(wire.getResolvedRecipeJson()),
                time(wire.getSubmittedAt()),
                wire.getIdempotencyKey().isEmpty() ? null : wire.getIdempotencyKey(),
                Trace.of(wire.getTraceparent(), wire.getTracestate()),
                new Extras(wire.getUnknownFields().toByteString()));
    }

    private static Style style(JobPictures.Style<ImageRef> style) {
        Style.Builder wire = Style.newBuilder().setImage(image(style.image())).setShare(style.share());
        if (style.mask() != null) {
            wire.setMask(image(style.mask()));
        }
        return wire.build();
    }

    private static JobPictures.Style<ImageRef> style(Style wire) {
        return new JobPictures.Style<>(
                image(wire.getImage()),
                wire.hasShare() ? wire.getShare() : JobPictures.Style.DEFAULT_SHARE,
                imageOrNull(wire.hasMask(), wire.getMask()));
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

    static ImageRef image(Image wire) {
        return ImageRef.parse(wire.getUri());
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
                    case WHAT_NOT_SET ->
                        throw new UndecodableException("the order is of a kind that this version does not know");
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
        return present ? image(wire) : null;
    }

    private static UnknownFieldSet unknownFields(Extras extras) {
        try {
            return UnknownFieldSet.parseFrom(extras.unknownFields());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the extras are not Protobuf fields", e);
        }
    }

    private WireValues() {}
}
