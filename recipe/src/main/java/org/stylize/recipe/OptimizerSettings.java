package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The optimizer that moves the pastiche, with its constants. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerSettings.Adam.class, name = "adam"),
    @JsonSubTypes.Type(value = OptimizerSettings.Lbfgs.class, name = "lbfgs")
})
public sealed interface OptimizerSettings {
    /** Rate of the first step, before any schedule. */
    double learningRate();

    /** These settings with another rate. */
    OptimizerSettings withLearningRate(double learningRate);

    /**
     * These settings with first steps of another length. Adam's steps are as long as its rate, however small the gradient is;
     * those of L-BFGS are as long as the gradients that it has seen say, except for the first.
     *
     * @param factor above 0, at most 1
     */
    OptimizerSettings reaching(double factor);

    <R> R match(Cases<R> cases);

    /** One function for each kind of optimizer. */
    interface Cases<R> {
        R adam(Adam adam);

        R lbfgs(Lbfgs lbfgs);
    }

    /**
     * Adam with bias correction (Kingma and Ba, 2015, algorithm 1), without weight decay.
     *
     * @param learningRate above 0, at most 10
     * @param beta1 decay of the first moment, 0 up to but not including 1
     * @param beta2 decay of the second moment, 0 up to but not including 1
     * @param epsilon added to the root of the second moment; above 0, at most 1
     */
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements OptimizerSettings {
        public Adam {
            Range.LEARNING_RATE.check("learningRate", learningRate);
            checkBeta("beta1", beta1);
            checkBeta("beta2", beta2);
            Range.EPSILON.check("epsilon", epsilon);
        }

        @Override
        public Adam withLearningRate(double newLearningRate) {
            return new Adam(newLearningRate, beta1, beta2, epsilon);
        }

        @Override
        public Adam reaching(double factor) {
            return withLearningRate(factor * learningRate);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.adam(this);
        }

        private static void checkBeta(String field, double value) {
            if (!(value >= 0 && value < 1)) {
                throw new InvalidRecipeException(field, "must be a number from 0 to below 1 but is " + value);
            }
        }
    }

    /**
     * L-BFGS (Nocedal and Wright, 2006, algorithm 7.4). A step of the recipe is one update of the picture.
     *
     * @param learningRate above 0, at most 10: the length of the step, or what a line search tries first
     * @param history number of pairs of differences to keep, 1 to 200; each needs twice the picture's memory
     * @param firstStep quadratic mean of what the first step changes, times the rate, in the space that is optimized, 0
     *     to 1; 0 cuts that step's rate to rate · min(1, 1/|g|₁) instead. That step is so short that, with rounded
     *     gradients, the curvature learned from it is mostly rounding error
     * @param smoothing the inverse Hessian that is assumed before there are pairs
     */
    record Lbfgs(double learningRate, int history, LineSearch lineSearch, double firstStep, Smoothing smoothing)
            implements OptimizerSettings {
        /** Without line search. */
        public Lbfgs(double learningRate, int history) {
            this(learningRate, history, LineSearch.NONE);
        }

        /** The first step cut, no smoothing. */
        public Lbfgs(double learningRate, int history, LineSearch lineSearch) {
            this(learningRate, history, lineSearch, 0, Smoothing.NONE);
        }

        public Lbfgs {
            requireNonNull(lineSearch, "lineSearch is null");
            requireNonNull(smoothing, "smoothing is null");
            Range.LEARNING_RATE.check("learningRate", learningRate);
            Range.HISTORY.check("history", history);
            Range.FIRST_STEP.check("firstStep", firstStep);
        }

        @Override
        public Lbfgs withLearningRate(double newLearningRate) {
            return new Lbfgs(newLearningRate, history, lineSearch, firstStep, smoothing);
        }

        @Override
        public Lbfgs reaching(double factor) {
            return new Lbfgs(learningRate, history, lineSearch, factor * firstStep, smoothing);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lbfgs(this);
        }
    }

    /**
     * A preconditioner: the inverse Hessian is assumed to fall with the spatial frequency f, in periods per pixel, as
     * (1 + (wavelengthPixels · f)²)^(−order/2). Directions are then gradients in a Sobolev space (Neuberger, 1997)
     * instead of the space of independent pixels, so broad forms and colours change as easily as grain.
     *
     * @param order 0 for none, up to 4
     * @param wavelengthPixels period length in pixels; all longer periods are treated alike; 1 to 10000
     */
    record Smoothing(double order, double wavelengthPixels) {
        /** The same for all frequencies. */
        public static final Smoothing NONE = new Smoothing(0, 100);

        public Smoothing {
            Range.SMOOTHING_ORDER.check("order", order);
            Range.WAVELENGTH_PIXELS.check("wavelengthPixels", wavelengthPixels);
        }
    }

    /** How far L-BFGS goes along its direction. */
    enum LineSearch {
        /** A step of the length of the rate: one evaluation of losses and gradient for each step. */
        @JsonProperty("none")
        NONE,
        /**
         * A step that meets the strong Wolfe conditions (Nocedal and Wright, 2006, algorithms 3.5 and 3.6): the loss
         * falls in every step, each of which takes 1 to 25 evaluations, mostly 1.
         */
        @JsonProperty("strong-wolfe")
        STRONG_WOLFE
    }
}
