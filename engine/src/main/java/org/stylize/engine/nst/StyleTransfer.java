package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.DivergedException;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales.Scale;
import org.stylize.recipe.StopRule;

/**
 * The optimization of a pastiche at one scale, step by step. One thread at a time. The arrays of a step are closed with the
 * step: memory does not grow with the number of steps.
 */
public final class StyleTransfer {
    private static final double CAUTIOUS = 0.5;

    private final Recipe recipe;
    private final PictureSpace space;
    private final Scale scale;
    private final Objective objective;
    private Optimizer optimizer;
    private final NDArray picture;
    private final @Nullable MovingAverage average;
    private final int doneBefore;
    /** The picture before the last update: the last one with finite losses. */
    private final NDArray lastGood;

    private final NDManager keeper;
    /** The objective at the picture, if the last step has evaluated it. */
    private @Nullable Evaluation known;

    private final GainRule gain;
    private double caution = 1;
    private int done;
    /** The share of the scale's time, as the listener said it after the last step. */
    private double timeUsed;
    /** Why there is no further step at this scale; null while there is one. */
    private @Nullable StopReason end;

    private StyleTransfer(
            Recipe recipe, Scale scale, Objective objective, Optimizer optimizer, NDArray picture, int doneBefore) {
        this.recipe = recipe;
        this.space = PictureSpace.of(recipe.variable().space());
        this.scale = scale;
        this.objective = objective;
        this.optimizer = optimizer;
        this.picture = picture;
        double decay = recipe.variable().averageDecay();
        this.average = decay == 0 ? null : new MovingAverage(decay, picture);
        this.doneBefore = doneBefore;
        this.gain = new GainRule(recipe.stop());
        this.lastGood = picture.duplicate();
        this.keeper = picture.getManager();
    }

    /**
     * Starts at the coarsest scale of a recipe, before its first step.
     *
     * @param start the first picture, shape (1, 3, H, W) in the recipe's space; changed in place from now on; its manager
     *     keeps the optimizer's memory too, and the owner of the manager closes both
     */
    public StyleTransfer(Recipe recipe, Objective objective, NDArray start) {
        this(recipe, recipe.stages().get(0), objective, optimizer(recipe, start.getManager(), start), start, 0);
    }

    /**
     * What the next scale starts with: this pastiche, enlarged and clamped.
     *
     * @param shape (1, 3, H, W) at that scale
     * @param keeper gets the arrays
     */
    public Carried carriedTo(Shape shape, NDManager keeper) {
        try (NDManager scope = keeper.newSubManager()) {
            NDArray start = space.clamped(Enlargement.BICUBIC.of(pastiche(), shape.get(2), shape.get(3), scope));
            start.attach(keeper);
            return carried(start);
        }
    }

    /**
     * The same, with the fine detail of the content image where it is to be kept: what the content image has at that scale
     * and has not at this one is added to the enlarged pastiche. Where all of it is kept and nothing was painted yet, the
     * next scale starts with the content image itself.
     *
     * @param coarserContent the content image at this scale; stays open
     * @param content the content image at that scale; stays open, and its manager gets the arrays
     * @param kept shape (1, 1, H, W) or (1, 1, 1, 1), numbers of 0 to 1: how much of the detail is kept; stays open
     */
    public Carried carriedTo(NDArray coarserContent, NDArray content, NDArray kept) {
        NDManager keeper = content.getManager();
        try (NDManager scope = keeper.newSubManager()) {
            long height = content.getShape().get(2);
            long width = content.getShape().get(3);
            NDArray detail = content.sub(Enlargement.BICUBIC.of(coarserContent, height, width, scope));
            detail.attach(scope);
            detail.muli(kept);
            NDArray enlarged = Enlargement.BICUBIC.of(pastiche(), height, width, scope);
            NDArray start = space.clamped(enlarged.addi(detail));
            start.attach(keeper);
            return carried(start);
        }
    }

    private Carried carried(NDArray start) {
        return new Carried(recipe, start, optimizer.carriedTo(start), doneBefore + done);
    }

    /** What a scale hands over to the next one. It depends on no array of the scale, which may be closed. */
    public static final class Carried {
        private final Recipe recipe;
        private final NDArray start;
        private final Optimizer optimizer;
        private final int doneBefore;

        private Carried(Recipe recipe, NDArray start, Optimizer optimizer, int doneBefore) {
            this.recipe = recipe;
            this.start = start;
            this.optimizer = optimizer;
            this.doneBefore = doneBefore;
        }

        /** The picture before the next scale's first step, which changes it in place. */
        public NDArray start() {
            return start;
        }

        /**
         * Continues at the next scale.
         *
         * @param objective at that scale
         */
        public StyleTransfer at(Scale next, Objective objective) {
            return new StyleTransfer(recipe, next, objective, optimizer, start, doneBefore);
        }
    }

    /**
     * Continues where {@link #save} was called, at the same scale.
     *
     * @param objective as it was there
     * @param keeper gets the picture and the optimizer's memory
     */
    public static StyleTransfer restored(
            Recipe recipe, Scale scale, Objective objective, SavedState state, NDManager keeper) {
        NDArray picture = state.array("picture", keeper);
        StyleTransfer transfer =
                new StyleTransfer(recipe, scale, objective, optimizer(recipe, keeper, picture), picture, (int)
                        state.numbers("doneBefore")[0]);
        transfer.restore(state);
        return transfer;
    }

    /** Writes all that decides about the steps that follow. To be called between steps, and from a {@link StepListener}. */
    public void save(StateWriter state) {
        state.array("picture", picture);
        state.array("lastGood", lastGood);
        state.numbers("doneBefore", doneBefore);
        state.numbers("done", done);
        state.numbers("caution", caution);
        state.numbers("timeUsed", timeUsed);
        if (end != null) {
            state.text("end", end.name());
        }
        if (known != null) {
            known.save(state);
        }
        optimizer.save(state);
        gain.save(state);
        if (average != null) {
            average.save(state);
        }
    }

    private void restore(SavedState state) {
        try (NDManager scope = keeper.newSubManager()) {
            InParts.copy(state.array("lastGood", scope), lastGood);
        }
        done = (int) state.numbers("done")[0];
        caution = state.numbers("caution")[0];
        timeUsed = state.numbers("timeUsed")[0];
        end = state.text("end").map(StopReason::valueOf).orElse(null);
        known = Evaluation.saved(state, keeper).orElse(null);
        optimizer.restore(state);
        gain.restore(state);
        if (average != null) {
            average.restore(state);
        }
    }

    /**
     * Does the remaining steps of this scale: at least one, unless the scale was restored after its end. The recipe's {@link
     * StopRule} or the listener's time may end the scale earlier.
     *
     * @throws DivergedException if the loss is NaN or infinite, as in {@link #step}
     */
    public StopReason run(StepListener listener) {
        StopReason reason = end;
        while (reason == null) {
            if (listener.isStopRequested()) {
                return StopReason.REQUESTED;
            }
            StepReport report = step(Math.max(done + 1, (int) Math.ceil(timeUsed * scale.steps())));
            timeUsed = listener.timeUsed();
            reason = endAfter(report);
            end = reason;
            listener.stepped(report, reason == null ? scale.steps() - done : 0);
        }
        return reason;
    }

    private @Nullable StopReason endAfter(StepReport report) {
        boolean spent = gain.isSpentAt(report.total()) || recipe.balance().keepsPhotograph();
        if (done >= scale.steps()) {
            return StopReason.COMPLETED;
        }
        if (spent) {
            return StopReason.NO_GAIN;
        }
        return timeUsed > 1 ? StopReason.OUT_OF_TIME : null;
    }

    /**
     * Moves the picture by one step. If the last step made the loss NaN or infinite, that step is undone: the optimizer starts
     * again from the picture before it, with half the learning rate. This happens at most once at each scale.
     *
     * @throws DivergedException if the loss is NaN or infinite and cannot be undone; the picture is then the last one with a
     *     finite loss
     */
    public StepReport step() {
        return step(done + 1);
    }

    /** @param inSchedule number of the step whose learning rate is used */
    private StepReport step(int inSchedule) {
        int number = doneBefore + done + 1;
        try (NDManager scope = picture.getManager().newSubManager()) {
            picture.tempAttach(scope); // what is derived from it now dies with the scope
            Evaluation evaluation = here(scope);
            if (!Double.isFinite(evaluation.total())) {
                InParts.copy(lastGood, picture);
                if (done == 0 || caution < 1) {
                    throw new DivergedException(number, evaluation.losses().toString());
                }
                caution = CAUTIOUS;
                optimizer = optimizer(recipe, keeper, picture);
                evaluation = objective.at(picture);
            } else {
                InParts.copy(picture, lastGood);
            }
            double learningRate = caution * recipe.learningRateAt(inSchedule);
            Optional<Evaluation> next = optimizer.update(picture, evaluation, learningRate, objective);
            if (recipe.variable().clamped()) {
                InParts.copy(space.clamped(picture), picture);
            } else if (next.isPresent()) {
                known = next.get();
                known.gradient().attach(keeper);
            }
            if (average != null) {
                average.add(picture);
            }
            done++;
            return new StepReport(number, evaluation.losses(), learningRate);
        }
    }

    private Evaluation here(NDManager scope) {
        if (known == null) {
            return objective.at(picture);
        }
        Evaluation evaluation = known;
        known = null;
        evaluation.gradient().attach(scope);
        return evaluation;
    }

    /**
     * The current pastiche, shape (1, 3, H, W) in the recipe's space, not clamped: the picture, or the mean of the pictures up
     * to now. The caller may read it, but must not keep or close it.
     */
    public NDArray pastiche() {
        return average == null ? picture : average.value();
    }

    private static Optimizer optimizer(Recipe recipe, NDManager keeper, NDArray picture) {
        return recipe.optimizerAtStrength().match(new OptimizerSettings.Cases<>() {
            @Override
            public Optimizer adam(OptimizerSettings.Adam settings) {
                return new Adam(settings, picture, keeper);
            }

            @Override
            public Optimizer lbfgs(OptimizerSettings.Lbfgs settings) {
                return new Lbfgs(settings, keeper);
            }
        });
    }
}
