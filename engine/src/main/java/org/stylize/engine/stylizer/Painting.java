package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.LossCurve;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.nst.LossName;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PictureSpace;
import org.stylize.engine.nst.Protection;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.StartPicture;
import org.stylize.engine.nst.StepListener;
import org.stylize.engine.nst.StepReport;
import org.stylize.engine.nst.StopReason;
import org.stylize.engine.nst.StyleTransfer;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Losses;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Rounding;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Start;

/** One job on the device's thread: from the decoded pictures to the pastiche. */
final class Painting implements Callable<Painting.Result> {
    private static final String ENDING = "ending";
    private static final String NANOS = "nanos";
    private static final String GOAL = "goal";
    /** From this size on, memory that the scale before has left is given back. */
    private static final long LARGE_PIXELS = 1L << 20;
    /** From this size on, a step takes so long that giving memory back after it, and getting it again, is next to nothing. */
    private static final long VERY_LARGE_PIXELS = 1L << 22;

    private final NDManager device;
    private final JobObjectives objectives;
    private final Recipe recipe;
    private final Originals originals;
    private final Execution execution;
    private final ImageSize size;
    private final int bits;
    private final Stylizer.Watcher watcher;
    private final LongSupplier nanoTime;
    private final Encoder encoder;
    private final TimeBudget budget;
    private final Checkpoints checkpoints;
    private final @Nullable CheckpointState from;
    /** The content image at the current scale. */
    private RgbImage content;
    /** The same in the recipe's space, if the next scale needs it; the scope of the scale closes it. */
    private @Nullable NDArray coarserContent;
    /** What the content losses of the current scale compare with, if it is not the content image. */
    private @Nullable NDArray goal;
    /** Set by the waiting thread, read by the device's thread. */
    private volatile boolean handBackRequested;

    Painting(
            NDManager device,
            JobObjectives objectives,
            Recipe recipe,
            Originals originals,
            Execution execution,
            int bits,
            Stylizer.Watcher watcher,
            Checkpoints checkpoints,
            Encoder encoder,
            LongSupplier nanoTime) {
        this.device = device;
        this.objectives = objectives;
        this.recipe = recipe;
        this.originals = originals;
        this.execution = execution;
        this.size = recipe.sizeFor(originals.content().size());
        this.bits = bits;
        this.watcher = watcher;
        this.checkpoints = checkpoints;
        this.from = checkpoints.from();
        this.nanoTime = nanoTime;
        this.encoder = encoder;
        this.budget = new TimeBudget(recipe, nanoTime);
        this.content = originals.content();
    }

    /** Asks the device's thread to hand the work back before its next step. Any thread. */
    void stop() {
        handBackRequested = true;
    }

    private String optimizerName() {
        return recipe.optimizer().match(new OptimizerSettings.Cases<>() {
            @Override
            public String adam(OptimizerSettings.Adam settings) {
                return "adam";
            }

            @Override
            public String lbfgs(OptimizerSettings.Lbfgs settings) {
                return "lbfgs";
            }
        });
    }

    @Override
    public Result call() {
        Reporter reporter = new Reporter();
        List<Scales.Scale> scales = recipe.stages();
        int first = from == null ? 0 : from.checkpoint().scale();
        Stylizer.Ending ending = from == null ? Stylizer.Ending.ALL_STEPS : endingBefore(from);
        NDManager scope = device.newSubManager();
        try {
            StyleTransfer transfer = null;
            for (int i = first; i < scales.size() && ending != Stylizer.Ending.FINISHED_EARLY; i++) {
                NDManager coarser = scope;
                scope = device.newSubManager();
                if (transfer != null) {
                    budget.begin(i);
                }
                try (coarser) {
                    transfer = begin(scales.get(i), transfer, coarser, scope);
                }
                if (i == first) {
                    watcher.started(new Plan(stepsPlanned(), size.width(), size.height()), execution);
                    reporter.begin();
                }
                trimFrom(LARGE_PIXELS);
                reporter.next(transfer, i, ending);
                budget.ready();
                ending = ending(transfer.run(reporter), ending, reporter);
            }
            if (transfer == null) {
                throw new IllegalStateException("a recipe has at least one scale");
            }
            return reporter.result(wholeSize(picture(transfer, bits)), ending);
        } finally {
            scope.close();
            trimFrom(LARGE_PIXELS);
        }
    }

    /** Gives memory back that is in gaps, if the current scale has that many pixels. */
    private void trimFrom(long pixels) {
        if (content.size().pixels() >= pixels) {
            NativeHeap.trim();
        }
    }

    private int stepsPlanned() {
        return from == null ? recipe.totalSteps() : from.checkpoint().steps();
    }

    private static Stylizer.Ending endingBefore(CheckpointState state) {
        return Stylizer.Ending.valueOf(state.text(ENDING).orElseThrow());
    }

    private static Stylizer.Ending ending(StopReason reason, Stylizer.Ending before, Reporter reporter) {
        return switch (reason) {
            case COMPLETED -> before;
            case NO_GAIN -> Stylizer.Ending.NO_GAIN;
            case OUT_OF_TIME -> Stylizer.Ending.OUT_OF_TIME;
            case REQUESTED -> {
                if (reporter.command != Stylizer.Command.FINISH) {
                    throw reporter.stopped();
                }
                yield Stylizer.Ending.FINISHED_EARLY;
            }
        };
    }

    /** A picture that was finished at a coarser scale is enlarged to the requested size. */
    private RgbImage wholeSize(RgbImage picture) {
        return picture.size().equals(size) ? picture : PillowResampling.BICUBIC.resize(picture, size);
    }

    /** Closes {@code coarserScope}, if there is one, as soon as nothing of it is needed. */
    private StyleTransfer begin(
            Scales.Scale scale, @Nullable StyleTransfer coarser, NDManager coarserScope, NDManager keeper) {
        ImageSize at = recipe.contentSizeFor(originals.content().size(), scale);
        content = resized(originals.content(), at);
        NDArray mask =
                originals.protection() == null ? null : originals.protection().at(at, keeper);
        NDArray here = space().of(keeper, content::unitAt, at);
        StyleTransfer.Carried carried = coarser == null ? null : carried(coarser, here, mask);
        coarserScope.close();
        trimFrom(LARGE_PIXELS);
        List<StyleImage> mixture = styles(scale);
        Protection protection = mask == null ? Protection.NONE : Protection.of(mask, keeper);
        goal = goal(scale, carried, keeper);
        Objective objective =
                objectives.of(scale, goal == null ? here : goal, mixture, regions(at, keeper), protection);
        StyleTransfer transfer;
        if (carried != null) {
            transfer = carried.at(scale, objective);
        } else if (from == null) {
            transfer = new StyleTransfer(recipe, objective, start(here, mixture, at));
        } else {
            transfer = StyleTransfer.restored(recipe, scale, objective, from, keeper);
        }
        boolean finest = scale.equals(recipe.stages().get(recipe.stages().size() - 1));
        if (keepsDetail() && !finest) {
            coarserContent = here;
        } else {
            here.close();
        }
        return transfer;
    }

    /** What the content losses compare with at a scale; null if it is the content image. */
    private @Nullable NDArray goal(Scales.Scale scale, StyleTransfer.@Nullable Carried carried, NDManager keeper) {
        return switch (recipe.goalAt(scale)) {
            case CONTENT_IMAGE -> null;
            case COARSER_PASTICHE -> {
                if (carried != null) {
                    yield carried.start().duplicate();
                }
                // The coarsest scale has none before it.
                yield from == null || from.checkpoint().scale() == 0 ? null : from.array(GOAL, keeper);
            }
        };
    }

    /** Whether a scale starts with fine detail of the content image. */
    private boolean keepsDetail() {
        return recipe.balance().reach() < 1 || originals.protection() != null;
    }

    /** @param mask where the content image is protected, of the size of the scale */
    private StyleTransfer.Carried carried(StyleTransfer coarser, NDArray here, @Nullable NDArray mask) {
        if (coarserContent == null) {
            return coarser.carriedTo(here.getShape(), here.getManager());
        }
        try (NDManager scope = here.getManager().newSubManager()) {
            NDArray detail =
                    scope.create(new float[] {(float) (1 - recipe.balance().reach())}, new Shape(1, 1, 1, 1));
            return coarser.carriedTo(coarserContent, here, mask == null ? detail : detail.maximum(mask));
        }
    }

    private Regions regions(ImageSize at, NDManager keeper) {
        List<Mask> masks = originals.masks();
        if (masks.isEmpty()) {
            return Regions.NONE;
        }
        try (NDManager scope = keeper.newSubManager()) {
            return Regions.of(masks.stream().map(mask -> mask.at(at, scope)).toList(), keeper);
        }
    }

    private List<StyleImage> styles(Scales.Scale scale) {
        List<StyleImage> mixture = new ArrayList<>();
        for (StyleOriginal style : originals.styles()) {
            ImageSize at = recipe.styleSizeFor(style.size(), scale);
            mixture.add(new StyleImage(
                    style.identity() + " " + at + " " + recipe.resampling(), at, style.share(), manager -> space().of(
                                    manager, resized(style.picture(), at)::unitAt, at)));
        }
        return mixture;
    }

    /** On the manager of {@code target}. */
    private NDArray start(NDArray target, List<StyleImage> styles, ImageSize at) {
        RgbImage start = originals.start();
        if (start != null) {
            return space().of(target.getManager(), resized(start, at)::unitAt, at);
        }
        try (NDManager scope = target.getManager().newSubManager()) {
            List<NDArray> pictures = recipe.start() == Start.STYLE_STATISTICS
                    ? styles.stream().map(style -> style.picture().apply(scope)).toList()
                    : List.of();
            return StartPicture.of(
                    recipe,
                    target,
                    pictures,
                    styles.stream().map(StyleImage::share).toList());
        }
    }

    private RgbImage resized(RgbImage image, ImageSize at) {
        return Resizing.of(recipe.resampling(), image, at);
    }

    private PictureSpace space() {
        return PictureSpace.of(recipe.variable().space());
    }

    private RgbImage picture(StyleTransfer transfer, int bits) {
        if (recipe.balance().keepsPhotograph()) {
            return RgbImage.ofUnits(content.size(), content.units(), bits, Rounding.NEAREST);
        }
        float[] units = KeptColours.after(recipe.colours(), space().toUnits(transfer.pastiche()), content);
        Mask protection = originals.protection();
        return RgbImage.ofUnits(
                content.size(),
                protection == null ? units : blended(units, protection.weights(content.size())),
                bits,
                recipe.rounding());
    }

    /** The painted picture where it is not protected, the content image where it is, and both in part between. */
    private float[] blended(float[] painted, float[] protection) {
        float[] kept = content.units();
        float[] units = new float[painted.length];
        for (int i = 0; i < units.length; i++) {
            float m = protection[i / 3];
            units[i] = m * kept[i] + (1 - m) * painted[i];
        }
        return units;
    }

    private static Losses losses(StepReport report) {
        Map<String, Double> layers = report.losses().stream()
                .collect(Collectors.toMap(loss -> loss.name().text(), loss -> (double) loss.value(), Double::sum));
        return new Losses(
                report.total(LossName.Kind.CONTENT),
                report.total(LossName.Kind.STYLE),
                report.total(LossName.Kind.TOTAL_VARIATION),
                report.total(),
                layers);
    }

    /** The pastiche with what was done. */
    record Result(
            RgbImage picture, Plan plan, Stylizer.Ending ending, Losses losses, LossCurve curve, double seconds) {}

    /** Writes the present pastiche as a result. */
    @FunctionalInterface
    interface Encoder {
        /**
         * The file.
         *
         * @param picture of the size that was asked for
         * @param steps that were done for it
         */
        ImageBytes encoded(RgbImage picture, int steps, OutputFormat output);
    }

    /** Passes steps on to the watcher. */
    private final class Reporter implements StepListener {
        private @Nullable StyleTransfer transfer;
        private int scale;
        private Stylizer.Ending endingOfCoarserScales = Stylizer.Ending.ALL_STEPS;
        private long began;
        private int steps;
        /** Planned by now. */
        private int planned;

        private Stylizer.Command command = Stylizer.Command.GO_ON;
        private @Nullable Losses losses;
        private LossRecord record = new LossRecord();

        void begin() {
            began = nanoTime.getAsLong();
            planned = stepsPlanned();
            if (from == null) {
                budget.begin(0);
                return;
            }
            steps = from.checkpoint().step();
            losses = LossesState.restored(from);
            record = LossRecord.restored(from);
            began -= (long) from.numbers(NANOS)[0];
            budget.restore(from);
        }

        void next(StyleTransfer atScale, int index, Stylizer.Ending before) {
            transfer = atScale;
            scale = index;
            endingOfCoarserScales = before;
        }

        @Override
        public boolean isStopRequested() {
            command = handBackRequested ? Stylizer.Command.HAND_BACK : watcher.command();
            return switch (command) {
                case GO_ON -> false;
                case FINISH -> steps > 0;
                case CANCEL, HAND_BACK -> true;
            };
        }

        @Override
        public double timeUsed() {
            return budget.used();
        }

        @Override
        public void stepped(StepReport report, int stepsLeft) {
            steps = report.number();
            trimFrom(VERY_LARGE_PIXELS);
            losses = losses(report);
            record.add(steps, losses);
            planned = steps + stepsLeft + stepsOfFinerScales();
            watcher.stepped(new Stylizer.Step(steps, planned, losses, report.learningRate(), new Present()));
            if (watcher.checkpointWanted()) {
                checkpoint().ifPresent(watcher::checkpointed);
            }
        }

        private int stepsOfFinerScales() {
            List<Scales.Scale> scales = recipe.stages();
            return scales.subList(scale + 1, scales.size()).stream()
                    .mapToInt(Scales.Scale::steps)
                    .sum();
        }

        StoppedException stopped() {
            boolean handedBack = command == Stylizer.Command.HAND_BACK;
            return new StoppedException(
                    steps, command, handedBack ? checkpoint().orElse(null) : null);
        }

        /** Nothing before the first step. */
        private Optional<Checkpoint> checkpoint() {
            if (transfer == null || losses == null) {
                return Optional.empty();
            }
            CheckpointWriter state = new CheckpointWriter();
            state.text(ENDING, endingOfCoarserScales.name());
            state.numbers(NANOS, (double) (nanoTime.getAsLong() - began));
            LossesState.save(losses, state);
            record.save(state);
            budget.save(state);
            if (goal != null) {
                state.array(GOAL, goal);
            }
            transfer.save(state);
            return checkpoints.made(steps, planned, scale, optimizerName(), state);
        }

        Result result(RgbImage picture, Stylizer.Ending ending) {
            if (losses == null) {
                throw new IllegalStateException("a recipe has at least one step");
            }
            double seconds = (nanoTime.getAsLong() - began) / 1e9;
            return new Result(
                    picture, new Plan(steps, size.width(), size.height()), ending, losses, record.curve(), seconds);
        }

        private StyleTransfer requireTransfer() {
            if (transfer == null) {
                throw new IllegalStateException("no step was done");
            }
            return transfer;
        }

        /** The pastiche after the last step that was done. */
        private final class Present implements Stylizer.Preview {
            @Override
            public ImageBytes jpeg() {
                return new ImageBytes(ImageEncoder.preview(picture(requireTransfer(), 8)));
            }

            @Override
            public ImageBytes result(OutputFormat output) {
                return encoder.encoded(wholeSize(picture(requireTransfer(), output.bitsPerSample())), steps, output);
            }
        }
    }
}
