package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.nst.LossName;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PictureSpace;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.StartPicture;
import org.stylize.engine.nst.StepListener;
import org.stylize.engine.nst.StepReport;
import org.stylize.engine.nst.StopReason;
import org.stylize.engine.nst.StyleTransfer;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Start;

/** One job on the device's thread: from the decoded pictures to the pastiche. */
final class Painting implements Callable<Painting.Result> {
    private final NDManager device;
    private final JobObjectives objectives;
    private final Recipe recipe;
    private final Originals originals;
    private final ImageSize size;
    private final int bits;
    private final Stylizer.Watcher watcher;
    private final LongSupplier nanoTime;
    private final TimeBudget budget;
    /** The content image at the current scale. */
    private RgbImage content;
    /** Set by the waiting thread, read by the device's thread. */
    private volatile boolean handBackRequested;

    Painting(
            NDManager device,
            JobObjectives objectives,
            Recipe recipe,
            Originals originals,
            int bits,
            Stylizer.Watcher watcher,
            LongSupplier nanoTime) {
        this.device = device;
        this.objectives = objectives;
        this.recipe = recipe;
        this.originals = originals;
        this.size = recipe.sizeFor(originals.content().size());
        this.bits = bits;
        this.watcher = watcher;
        this.nanoTime = nanoTime;
        this.budget = new TimeBudget(recipe, nanoTime);
        this.content = originals.content();
    }

    /** Asks the device's thread to hand the work back before its next step. Any thread. */
    void stop() {
        handBackRequested = true;
    }

    @Override
    public Result call() {
        Reporter reporter = new Reporter();
        List<Scales.Scale> scales = recipe.stages();
        Stylizer.Ending ending = Stylizer.Ending.ALL_STEPS;
        NDManager scope = device.newSubManager();
        try {
            StyleTransfer transfer = null;
            for (int i = 0; i < scales.size() && ending != Stylizer.Ending.FINISHED_EARLY; i++) {
                NDManager coarser = scope;
                scope = device.newSubManager();
                if (transfer != null) {
                    budget.begin(i);
                }
                try (coarser) {
                    transfer = begin(scales.get(i), transfer, scope);
                }
                if (i == 0) {
                    watcher.started(new Plan(recipe.totalSteps(), size.width(), size.height()));
                    reporter.begin();
                    budget.begin(i);
                }
                reporter.next(transfer, scales.subList(i + 1, scales.size()));
                budget.ready();
                ending = ending(transfer.run(reporter), ending, reporter);
            }
            if (transfer == null) {
                throw new IllegalStateException("a recipe has at least one scale");
            }
            return reporter.result(wholeSize(picture(transfer, bits)), ending);
        } finally {
            scope.close();
        }
    }

    private static Stylizer.Ending ending(StopReason reason, Stylizer.Ending before, Reporter reporter) {
        return switch (reason) {
            case COMPLETED -> before;
            case NO_GAIN -> Stylizer.Ending.NO_GAIN;
            case OUT_OF_TIME -> Stylizer.Ending.OUT_OF_TIME;
            case REQUESTED -> {
                if (reporter.command != Stylizer.Command.FINISH) {
                    throw new StoppedException(reporter.steps, reporter.command);
                }
                yield Stylizer.Ending.FINISHED_EARLY;
            }
        };
    }

    /** A picture that was finished at a coarser scale is enlarged to the requested size. */
    private RgbImage wholeSize(RgbImage picture) {
        return picture.size().equals(size) ? picture : PillowResampling.BICUBIC.resize(picture, size);
    }

    private StyleTransfer begin(Scales.Scale scale, @Nullable StyleTransfer coarser, NDManager keeper) {
        ImageSize at = recipe.contentSizeFor(originals.content().size(), scale);
        content = resized(originals.content(), at);
        NDArray target = space().of(keeper, content.units(), at);
        List<StyleImage> mixture = styles(scale);
        Objective objective = objectives.of(target, mixture, regions(at, keeper));
        return coarser == null
                ? new StyleTransfer(recipe, objective, start(target, mixture, at))
                : coarser.continuedAt(scale, objective, target.getShape(), keeper);
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
                    style.identity() + " " + at + " " + recipe.resampling(), style.share(), manager -> space().of(
                                    manager, resized(style.picture(), at).units(), at)));
        }
        return mixture;
    }

    /** On the manager of {@code target}. */
    private NDArray start(NDArray target, List<StyleImage> styles, ImageSize at) {
        RgbImage start = originals.start();
        if (start != null) {
            return space().of(target.getManager(), resized(start, at).units(), at);
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
        float[] units = KeptColours.after(recipe.colours(), space().toUnits(transfer.pastiche()), content);
        return RgbImage.ofUnits(content.size(), units, bits, recipe.rounding());
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
    record Result(RgbImage picture, Plan plan, Stylizer.Ending ending, Losses losses, double seconds) {}

    /** Passes steps on to the watcher. */
    private final class Reporter implements StepListener {
        private @Nullable StyleTransfer transfer;
        private int stepsOfFinerScales;
        private long began;
        private int steps;
        private Stylizer.Command command = Stylizer.Command.GO_ON;
        private @Nullable Losses losses;

        void begin() {
            began = nanoTime.getAsLong();
        }

        void next(StyleTransfer atScale, List<Scales.Scale> finer) {
            transfer = atScale;
            stepsOfFinerScales = finer.stream().mapToInt(Scales.Scale::steps).sum();
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
            losses = losses(report);
            int planned = steps + stepsLeft + stepsOfFinerScales;
            watcher.stepped(new Stylizer.Step(steps, planned, losses, report.learningRate(), this::preview));
        }

        Result result(RgbImage picture, Stylizer.Ending ending) {
            if (losses == null) {
                throw new IllegalStateException("a recipe has at least one step");
            }
            double seconds = (nanoTime.getAsLong() - began) / 1e9;
            return new Result(picture, new Plan(steps, size.width(), size.height()), ending, losses, seconds);
        }

        private ImageBytes preview() {
            if (transfer == null) {
                throw new IllegalStateException("no step was done");
            }
            return new ImageBytes(ImageEncoder.preview(picture(transfer, 8)));
        }
    }
}
