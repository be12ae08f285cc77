package org.stylize.proto;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stylize.image.OutputFormat;
import org.stylize.proto.wire.Cancel;
import org.stylize.proto.wire.Command;
import org.stylize.proto.wire.Control;
import org.stylize.proto.wire.Delete;
import org.stylize.proto.wire.Finish;
import org.stylize.proto.wire.Image;
import org.stylize.proto.wire.Job;
import org.stylize.proto.wire.Output;
import org.stylize.proto.wire.PresetRecipe;
import org.stylize.proto.wire.Request;
import org.stylize.proto.wire.Retry;
import org.stylize.proto.wire.Style;
import org.stylize.proto.wire.Supersede;
import org.stylize.recipe.Execution;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Network;

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
                .setRetryOf(job.retryOf() == null ? "" : job.retryOf().toString())
                .setUnknownFields(unknownFields(job.extras()));
        pictures.styles().forEach(style -> wire.addStyles(style(style)));
        if (pictures.start() != null) {
            wire.setStart(image(pictures.start()));
        }
        if (job.resolved() != null) {
            wire.setResolvedRecipeJson(job.resolved().json());
        }
        if (!job.tenant().equals(Tenant.DEFAULT)) {
            wire.setTenant(job.tenant().name());
        }
        if (pictures.protection() != null) {
            wire.setProtection(image(pictures.protection()));
        }
        if (!job.output().equals(OutputFormat.PNG)) {
            wire.setOutput(output(job.output()));
        }
        tags(job.tags(), wire);
        terms(job.terms(), wire);
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
                tenant(wire.getTenant()),
                new JobPictures<>(
                        image(wire.getContent()),
                        wire.getStylesList().stream().map(WireValues::style).toList(),
                        imageOrNull(wire.hasStart(), wire.getStart()),
                        imageOrNull(wire.hasProtection(), wire.getProtection())),
                recipe(wire),
                wire.getResolvedRecipeJson().isEmpty() ? null : new ResolvedRecipe(wire.getResolvedRecipeJson()),
                time(wire.getSubmittedAt()),
                wire.getIdempotencyKey().isEmpty() ? null : wire.getIdempotencyKey(),
                terms(wire),
                wire.hasOutput() ? output(wire.getOutput()) : OutputFormat.PNG,
                new JobTags(
                        wire.getLabelsMap(),
                        wire.getMetadataMap(),
                        wire.getBatchId().isEmpty() ? null : BatchId.parse(wire.getBatchId())),
                wire.getRetryOf().isEmpty() ? null : JobId.parse(wire.getRetryOf()),
                Trace.of(wire.getTraceparent(), wire.getTracestate()),
                new Extras(wire.getUnknownFields().toByteString()));
    }

    private static Tenant tenant(String name) {
        return name.isEmpty() ? Tenant.DEFAULT : new Tenant(name);
    }

    private static void terms(JobTerms terms, Job.Builder wire) {
        if (terms.ttl() != null) {
            wire.setTtl(com.google.protobuf.Duration.newBuilder()
                    .setSeconds(terms.ttl().toSeconds())
                    .setNanos(terms.ttl().toNanosPart()));
        }
        if (terms.deadline() != null) {
            wire.setDeadline(time(terms.deadline()));
        }
        wire.setLane(lane(terms.lane()));
    }

    static org.stylize.proto.wire.Lane lane(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> org.stylize.proto.wire.Lane.LANE_INTERACTIVE;
            case BATCH -> org.stylize.proto.wire.Lane.LANE_BATCH;
        };
    }

    static Lane lane(org.stylize.proto.wire.Lane wire) {
        return wire == org.stylize.proto.wire.Lane.LANE_BATCH ? Lane.BATCH : Lane.INTERACTIVE;
    }

    private static void tags(JobTags tags, Job.Builder wire) {
        wire.putAllLabels(tags.labels()).putAllMetadata(tags.metadata());
        if (tags.batch() != null) {
            wire.setBatchId(tags.batch().toString());
        }
    }

    private static Output output(OutputFormat output) {
        return Output.newBuilder()
                .setFormat(output.format().name().toLowerCase(Locale.ROOT))
                .setBitsPerSample(output.bitsPerSample())
                .setQuality(output.quality())
                .setExif(output.exif().label())
                .build();
    }

    private static OutputFormat output(Output wire) {
        try {
            return OutputFormat.of(
                    wire.getFormat(),
                    wire.getBitsPerSample() == 0 ? null : wire.getBitsPerSample(),
                    wire.getQuality() == 0 ? null : wire.getQuality(),
                    wire.getExif().isEmpty() ? null : wire.getExif());
        } catch (IllegalArgumentException e) {
            throw new InvalidJobException("output", String.valueOf(e.getMessage()), e);
        }
    }

    private static JobTerms terms(Job wire) {
        return new JobTerms(
                wire.hasTtl()
                        ? Duration.ofSeconds(
                                wire.getTtl().getSeconds(), wire.getTtl().getNanos())
                        : null,
                wire.hasDeadline() ? time(wire.getDeadline()) : null,
                lane(wire.getLane()));
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
                .setSlice(slice(attempt.slice()))
                .setDelivery(attempt.delivery())
                .build();
    }

    static Attempt attempt(org.stylize.proto.wire.Attempt wire) {
        return new Attempt(
                wire.getId(),
                wire.getWorker(),
                wire.getDevice(),
                slice(wire.hasSlice(), wire.getSlice()),
                wire.getDelivery());
    }

    static org.stylize.proto.wire.Slice slice(Slice slice) {
        return org.stylize.proto.wire.Slice.newBuilder()
                .setAttempt(slice.attempt())
                .setNumber(slice.number())
                .build();
    }

    static Slice slice(boolean present, org.stylize.proto.wire.Slice wire) {
        return present ? new Slice(wire.getAttempt(), wire.getNumber()) : Slice.FIRST;
    }

    static org.stylize.proto.wire.Execution execution(Execution execution) {
        return org.stylize.proto.wire.Execution.newBuilder()
                .setPrecision(execution.precision().label())
                .setThreads(execution.threads())
                .setTileSidePixels(execution.tileSidePixels())
                .setMemoryBytes(execution.memoryBytes())
                .setBackEnd(execution.backEnd())
                .setProcessor(execution.processor())
                .build();
    }

    static @Nullable Execution executionOrNull(boolean present, org.stylize.proto.wire.Execution wire) {
        if (!present) {
            return null;
        }
        try {
            return new Execution(
                    Network.Precision.named(wire.getPrecision()),
                    wire.getThreads(),
                    wire.getTileSidePixels(),
                    wire.getMemoryBytes(),
                    wire.getBackEnd(),
                    wire.getProcessor());
        } catch (InvalidRecipeException | IllegalArgumentException e) {
            throw new UndecodableException("the execution breaks a rule: " + e.getMessage(), e);
        }
    }

    static Request request(SliceRequest request) {
        Request.Builder wire = Request.newBuilder().setJob(job(request.job())).setSlice(slice(request.slice()));
        if (request.execution() != null) {
            wire.setExecution(execution(request.execution()));
        }
        return wire.build();
    }

    static SliceRequest request(Request wire) {
        return new SliceRequest(
                job(wire.getJob()),
                slice(wire.hasSlice(), wire.getSlice()),
                executionOrNull(wire.hasExecution(), wire.getExecution()));
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
        return control.match(new JobControl.Cases<Control.Builder>() {
                    @Override
                    public Control.Builder cancel(JobControl.Cancel order) {
                        return wire.setCancel(Cancel.getDefaultInstance());
                    }

                    @Override
                    public Control.Builder finish(JobControl.Finish order) {
                        return wire.setFinish(Finish.getDefaultInstance());
                    }

                    @Override
                    public Control.Builder supersede(JobControl.Supersede order) {
                        return wire.setSupersede(Supersede.newBuilder().setAttemptId(order.attemptId()));
                    }
                })
                .build();
    }

    static JobControl control(Control wire) {
        JobId id = JobId.parse(wire.getJobId());
        Instant at = time(wire.getAt());
        return switch (wire.getWhatCase()) {
            case CANCEL -> new JobControl.Cancel(id, at);
            case FINISH -> new JobControl.Finish(id, at);
            case SUPERSEDE ->
                new JobControl.Supersede(id, at, wire.getSupersede().getAttemptId());
            case WHAT_NOT_SET ->
                throw new UndecodableException("the order is of a kind that this version does not know");
        };
    }

    static Command command(JobCommand command) {
        Command.Builder wire =
                Command.newBuilder().setJobId(command.id().toString()).setAt(time(command.at()));
        return command.match(new JobCommand.Cases<Command.Builder>() {
                    @Override
                    public Command.Builder cancel(JobCommand.Cancel cancel) {
                        return wire.setCancel(Cancel.getDefaultInstance());
                    }

                    @Override
                    public Command.Builder finish(JobCommand.Finish finish) {
                        return wire.setFinish(Finish.getDefaultInstance());
                    }

                    @Override
                    public Command.Builder retry(JobCommand.Retry retry) {
                        return wire.setRetry(
                                Retry.newBuilder().setNewJobId(retry.retryId().toString()));
                    }

                    @Override
                    public Command.Builder delete(JobCommand.Delete delete) {
                        return wire.setDelete(Delete.getDefaultInstance());
                    }
                })
                .build();
    }

    static JobCommand command(Command wire) {
        JobId id = JobId.parse(wire.getJobId());
        Instant at = time(wire.getAt());
        return switch (wire.getWhatCase()) {
            case CANCEL -> new JobCommand.Cancel(id, at);
            case FINISH -> new JobCommand.Finish(id, at);
            case RETRY ->
                new JobCommand.Retry(id, at, JobId.parse(wire.getRetry().getNewJobId()));
            case DELETE -> new JobCommand.Delete(id, at);
            case WHAT_NOT_SET ->
                throw new UndecodableException("the command is of a kind that this version does not know");
        };
    }

    static org.stylize.proto.wire.Judged judged(Judged judged) {
        return org.stylize.proto.wire.Judged.newBuilder()
                .setPixelSteps(judged.pixelSteps())
                .build();
    }

    static Judged judged(org.stylize.proto.wire.Judged wire) {
        return new Judged(wire.getPixelSteps());
    }

    static org.stylize.proto.wire.Usage usage(Usage usage) {
        return org.stylize.proto.wire.Usage.newBuilder()
                .setTenant(usage.tenant().name())
                .setPartition(usage.partition())
                .setPartitions(usage.partitions())
                .setAt(time(usage.at()))
                .setAdmitted(usage.admitted())
                .setOpenJobs(usage.openJobs())
                .setDay(usage.day())
                .setPixelSteps(usage.pixelSteps())
                .build();
    }

    static Usage usage(org.stylize.proto.wire.Usage wire) {
        return new Usage(
                new Tenant(wire.getTenant()),
                wire.getPartition(),
                wire.getPartitions(),
                time(wire.getAt()),
                wire.getAdmitted(),
                wire.getOpenJobs(),
                wire.getDay(),
                wire.getPixelSteps());
    }

    static org.stylize.proto.wire.DeadLetter deadLetter(DeadLetter letter) {
        return org.stylize.proto.wire.DeadLetter.newBuilder()
                .setKind(kind(letter.kind()))
                .setJobId(letter.key())
                .setAt(time(letter.at()))
                .setProblem(problem(letter.problem()))
                .setAttempts(letter.attempts())
                .setRequest(letter.request())
                .build();
    }

    static DeadLetter deadLetter(org.stylize.proto.wire.DeadLetter wire) {
        return new DeadLetter(
                kind(wire.getKind()),
                wire.getJobId(),
                time(wire.getAt()),
                problem(wire.getProblem()),
                wire.getAttempts(),
                wire.getRequest());
    }

    private static org.stylize.proto.wire.DeadLetter.Kind kind(DeadLetter.Kind kind) {
        return switch (kind) {
            case SUBMISSION -> org.stylize.proto.wire.DeadLetter.Kind.KIND_SUBMISSION;
            case COMMAND -> org.stylize.proto.wire.DeadLetter.Kind.KIND_COMMAND;
            case REQUEST -> org.stylize.proto.wire.DeadLetter.Kind.KIND_REQUEST;
            case REPORT -> org.stylize.proto.wire.DeadLetter.Kind.KIND_REPORT;
        };
    }

    private static DeadLetter.Kind kind(org.stylize.proto.wire.DeadLetter.Kind wire) {
        return switch (wire) {
            case KIND_SUBMISSION -> DeadLetter.Kind.SUBMISSION;
            case KIND_COMMAND -> DeadLetter.Kind.COMMAND;
            case KIND_REQUEST -> DeadLetter.Kind.REQUEST;
            case KIND_REPORT -> DeadLetter.Kind.REPORT;
            case UNRECOGNIZED ->
                throw new UndecodableException("the dead letter is of a kind that this version does not know");
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
