package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the learning rate changes with the steps. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = Schedule.StepDecay.class, name = "step-decay"))
public sealed interface Schedule {
    /** The same rate at every step. */
    Schedule CONSTANT = new StepDecay(1, 1);

    /**
     * Factor of the learning rate at a step.
     *
     * @param step number of the step, from 1
     */
    double factorAt(int step);

    /**
     * The same course over another number of steps, so that the last step has about the rate that it had: a short run
     * then ends as calm as a long one.
     */
    Schedule stretched(int steps, int newSteps);

    <R> R match(Cases<R> cases);

    /** One function for each kind of schedule. */
    interface Cases<R> {
        R stepDecay(StepDecay schedule);
    }

    /**
     * The rate is multiplied by {@code factor} after every {@code every} steps: step k has factor^⌊(k−1)/every⌋.
     *
     * @param every 1 to 10000, and not more than the recipe's steps
     * @param factor above 0, at most 1; 1 keeps the rate constant
     */
    record StepDecay(int every, double factor) implements Schedule {
        public StepDecay {
            Range.DECAY_EVERY.check("every", every);
            Range.DECAY_FACTOR.check("factor", factor);
        }

        @Override
        public double factorAt(int step) {
            return Math.pow(factor, Math.floorDiv(step - 1, every));
        }

        @Override
        public StepDecay stretched(int steps, int newSteps) {
            long scaled = Math.round((double) every * newSteps / steps);
            return new StepDecay((int) Math.max(1, Math.min(newSteps, scaled)), factor);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepDecay(this);
        }
    }
}
