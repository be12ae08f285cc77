package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.stylize.recipe.Recipe;

/**
 * The course from the content image to the pastiche, step by step. One thread at a time; a step's arrays live and die with
 * the step, so memory stays the same however many there are.
 */
public final class StyleTransfer {
    private final Recipe recipe;
    private final Objective objective;
    private final Optimizer optimizer;
    private final NDArray pastiche;
    private int done;

    /**
     * Stands before the first step.
     *
     * @param start the first pastiche, shape (1, 3, H, W) in normalized space; changed in place from now on; its manager
     *     keeps the optimizer's memory too, and whoever owns that manager closes it
     */
    public StyleTransfer(Recipe recipe, Objective objective, NDArray start) {
        this.recipe = recipe;
        this.objective = objective;
        this.pastiche = start;
        this.optimizer = recipe.optimizer().match(adam -> new Adam(adam, start));
    }

    /**
     * Does the steps that are left.
     *
     * @throws DivergedException if the loss is no number any more
     */
    public StopReason run(StepListener listener) {
        while (done < recipe.totalSteps()) {
            if (listener.isStopRequested()) {
                return StopReason.REQUESTED;
            }
            listener.stepped(step());
        }
        return StopReason.COMPLETED;
    }

    /**
     * Moves the pastiche by one step.
     *
     * @throws DivergedException if the loss is no number any more; the pastiche is as it was before
     */
    public StepReport step() {
        int number = done + 1;
        double learningRate = recipe.learningRateAt(number);
        try (NDManager scope = pastiche.getManager().newSubManager()) {
            pastiche.tempAttach(scope); // what is derived from it now dies with the scope
            Evaluation evaluation = objective.at(pastiche);
            if (!Double.isFinite(evaluation.total())) {
                throw new DivergedException(number, evaluation.losses().toString());
            }
            optimizer.update(pastiche, evaluation.gradient(), learningRate);
            done = number;
            return new StepReport(number, evaluation.losses(), learningRate);
        }
    }

    /** The present picture, shape (1, 3, H, W) in normalized space, not clamped; to be read, not kept or closed. */
    public NDArray pastiche() {
        return pastiche;
    }
}
