package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales.Scale;

/**
 * The course of a pastiche at one scale, step by step. One thread at a time; a step's arrays live and die with the step, so
 * memory stays the same however many there are.
 */
public final class StyleTransfer {
    private final Recipe recipe;
    private final PictureSpace space;
    private final Scale scale;
    private final Objective objective;
    private final Optimizer optimizer;
    private final NDArray picture;
    private final @Nullable MovingAverage average;
    private final int doneBefore;
    private int done;

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
    }

    /**
     * Stands before the first step of a recipe's coarsest scale.
     *
     * @param start the first picture, shape (1, 3, H, W) in the recipe's space; changed in place from now on; its manager
     *     keeps the optimizer's memory too, and whoever owns that manager closes it
     */
    public StyleTransfer(Recipe recipe, Objective objective, NDArray start) {
        this(recipe, recipe.stages().get(0), objective, optimizer(recipe, start), start, 0);
    }

    /**
     * The same course at the next scale: begins with this pastiche, enlarged and cut to what can be shown, and with the
     * optimizer's memory.
     *
     * @param finer the objective there
     * @param shape (1, 3, H, W) there
     * @param keeper gets the picture and the memory; that of this scale may be closed then
     */
    public StyleTransfer continuedAt(Scale next, Objective finer, Shape shape, NDManager keeper) {
        NDArray start;
        try (NDManager scope = keeper.newSubManager()) {
            start = space.clamped(Enlargement.BICUBIC.of(pastiche(), shape.get(2), shape.get(3), scope));
            start.attach(keeper);
        }
        return new StyleTransfer(recipe, next, finer, optimizer.carriedTo(start), start, doneBefore + done);
    }

    /**
     * Does the steps of this scale that are left.
     *
     * @throws DivergedException if the loss is no number any more
     */
    public StopReason run(StepListener listener) {
        while (done < scale.steps()) {
            if (listener.isStopRequested()) {
                return StopReason.REQUESTED;
            }
            listener.stepped(step());
        }
        return StopReason.COMPLETED;
    }

    /**
     * Moves the picture by one step.
     *
     * @throws DivergedException if the loss is no number any more; the picture is as it was before
     */
    public StepReport step() {
        int number = doneBefore + done + 1;
        double learningRate = recipe.learningRateAt(done + 1);
        try (NDManager scope = picture.getManager().newSubManager()) {
            picture.tempAttach(scope); // what is derived from it now dies with the scope
            Evaluation evaluation = objective.at(picture);
            if (!Double.isFinite(evaluation.total())) {
                throw new DivergedException(number, evaluation.losses().toString());
            }
            optimizer.update(picture, evaluation.gradient(), learningRate);
            if (recipe.variable().clamped()) {
                space.clamped(picture).copyTo(picture);
            }
            if (average != null) {
                average.add(picture);
            }
            done++;
            return new StepReport(number, evaluation.losses(), learningRate);
        }
    }

    /**
     * The present pastiche, shape (1, 3, H, W) in the recipe's space, not clamped: the picture, or the mean of the pictures
     * so far; to be read, not kept or closed.
     */
    public NDArray pastiche() {
        return average == null ? picture : average.value();
    }

    private static Optimizer optimizer(Recipe recipe, NDArray picture) {
        return recipe.optimizer().match(new OptimizerSettings.Cases<>() {
            @Override
            public Optimizer adam(OptimizerSettings.Adam settings) {
                return new Adam(settings, picture);
            }

            @Override
            public Optimizer lbfgs(OptimizerSettings.Lbfgs settings) {
                return new Lbfgs(settings, picture.getManager());
            }
        });
    }
}
