package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An objective along a direction from a picture, as a function of the step. Remembers only the last evaluation. */
final class Ray implements StrongWolfe.Line {
    private final Objective objective;
    private final NDArray picture;
    private final NDArray direction;
    private @Nullable Evaluation last;
    private double lastStep;

    /**
     * Evaluates nothing yet.
     *
     * @param picture where it begins; its manager gets the last gradient
     * @param direction of the same shape
     */
    Ray(Objective objective, NDArray picture, NDArray direction) {
        this.objective = objective;
        this.picture = picture;
        this.direction = direction;
    }

    @Override
    public StrongWolfe.Point at(double step) {
        if (last != null) {
            last.gradient().close();
        }
        NDManager scope = picture.getManager();
        try (NDManager trying = scope.newSubManager()) {
            NDArray way = direction.mul(step);
            way.attach(trying);
            NDArray trial = picture.add(way);
            trial.attach(trying);
            Evaluation evaluation = objective.at(trial);
            double slope = InParts.dot(evaluation.gradient(), direction);
            evaluation.gradient().attach(scope);
            last = evaluation;
            lastStep = step;
            return new StrongWolfe.Point(step, evaluation.total(), slope);
        }
    }

    /** The last evaluation, if it was made at that step. */
    Optional<Evaluation> lastIfAt(double step) {
        return step == lastStep ? Optional.ofNullable(last) : Optional.empty();
    }
}
