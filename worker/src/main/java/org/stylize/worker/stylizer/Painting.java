package org.stylize.worker.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Losses;
import org.stylize.proto.Plan;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Rounding;
import org.stylize.worker.job.ImageBytes;
import org.stylize.worker.job.Stylizer;
import org.stylize.worker.nst.LossName;
import org.stylize.worker.nst.NormalizedSpace;
import org.stylize.worker.nst.Objective;
import org.stylize.worker.nst.StepListener;
import org.stylize.worker.nst.StepReport;
import org.stylize.worker.nst.StopReason;
import org.stylize.worker.nst.StyleTransfer;
import org.stylize.worker.picture.ImageEncoder;
import org.stylize.worker.picture.RgbImage;

/** One job on the device thread: from two pictures at working size to the pastiche. */
final class Painting implements Callable<Painting.Result> {
    private static final int PREVIEW_QUALITY = 85;

    private final NDManager device;
    private final Objectives objectives;
    private final Recipe recipe;
    private final RgbImage content;
    private final RgbImage style;
    private final Stylizer.Watcher watcher;
    /** Set by whoever waits, read by the device thread. */
    private volatile boolean stopRequested;

    Painting(
            NDManager device,
            Objectives objectives,
            Recipe recipe,
            RgbImage content,
            RgbImage style,
            Stylizer.Watcher watcher) {
        this.device = device;
        this.objectives = objectives;
        this.recipe = recipe;
        this.content = content;
        this.style = style;
        this.watcher = watcher;
    }

    /** Asks the device thread to stop before its next step. Any thread. */
    void stop() {
        stopRequested = true;
    }

    @Override
    public Result call() {
        try (NDManager job = device.newSubManager()) {
            NDArray start = NormalizedSpace.of(job, content.rgb(), content.size());
            Objective objective;
            try (NDManager reading = job.newSubManager()) {
                objective = objectives.of(recipe, start, NormalizedSpace.of(reading, style.rgb(), style.size()));
            }
            StyleTransfer transfer = new StyleTransfer(recipe, objective, start);
            Plan plan = new Plan(
                    recipe.totalSteps(), content.size().width(), content.size().height());
            watcher.started(plan);
            Reporter reporter = new Reporter(transfer);
            long began = System.nanoTime();
            StopReason reason = transfer.run(reporter);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (reason == StopReason.REQUESTED) {
                throw new Stylizer.StoppedException(reporter.steps);
            }
            return new Result(picture(transfer, recipe.rounding()), plan, reporter.last(), seconds);
        }
    }

    private RgbImage picture(StyleTransfer transfer, Rounding rounding) {
        ImageSize size = content.size();
        return RgbImage.of(size, NormalizedSpace.toRgb(transfer.pastiche(), rounding));
    }

    private static Losses losses(StepReport report) {
        Map<String, Double> layers = report.losses().stream()
                .collect(Collectors.toMap(loss -> loss.name().text(), loss -> (double) loss.value()));
        return new Losses(
                report.total(LossName.Kind.CONTENT),
                report.total(LossName.Kind.STYLE),
                report.total(LossName.Kind.TOTAL_VARIATION),
                report.total(),
                layers);
    }

    /** The pastiche with what was done. */
    record Result(RgbImage picture, Plan plan, Losses losses, double seconds) {}

    /** Passes steps on to the watcher. */
    private final class Reporter implements StepListener {
        private final StyleTransfer transfer;
        private int steps;
        private @Nullable Losses losses;

        Reporter(StyleTransfer transfer) {
            this.transfer = transfer;
        }

        @Override
        public boolean isStopRequested() {
            return stopRequested || watcher.isStopRequested();
        }

        @Override
        public void stepped(StepReport report) {
            steps = report.number();
            losses = losses(report);
            watcher.stepped(
                    new Stylizer.Step(steps, recipe.totalSteps(), losses, report.learningRate(), this::preview));
        }

        Losses last() {
            if (losses == null) {
                throw new IllegalStateException("a recipe has at least one step");
            }
            return losses;
        }

        private ImageBytes preview() {
            return new ImageBytes(ImageEncoder.jpeg(picture(transfer, recipe.rounding()), PREVIEW_QUALITY));
        }
    }
}
