package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the learning rate changes with the steps. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Schedule.StepDecay.class, name = "step-decay"),
    @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = Schedule.InversePower.class, name = "inverse-power")
})
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
     * The same schedule stretched over another number of steps, so that the last step has about the same rate as
     * before: a short run then ends as calmly as a long one.
     */
    Schedule stretched(int steps, int newSteps);

    <R> R match(Cases<R> cases);

    /** One function for each kind of schedule. */
    interface Cases<R> {
        R stepDecay(StepDecay schedule);

        R cosine(Cosine schedule);

        R inversePower(InversePower schedule);
    }

    /**
     * The rate is multiplied by {@code factor} after every {@code every} steps: step k has factor^⌊(k−1)/every⌋.
     *
     * @param every 1 to 10000; with more than the recipe's steps the rate never falls
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
            return new StepDecay((int) Math.max(1, Math.min(10_000, scaled)), factor);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepDecay(this);
        }
    }

    /**
     * The rate falls along half a cosine. The factor of step k is last + (1 − last) · ½ · (1 + cos(π · (k − 1) / (over
     * − 1))), and {@code last} from the step {@code over} on. Loshchilov and Hutter, <i>SGDR</i> (2017), equation 5,
     * without restarts.
     *
     * @param over number of the step that has the last rate, 1 to 10000
     * @param last factor of the last rate, 0 to 1
     */
    record Cosine(int over, double last) implements Schedule {
        public Cosine {
            Range.STEPS.check("over", over);
            Range.LAST_FACTOR.check("last", last);
        }

        @Override
        public double factorAt(int step) {
            if (step >= over) {
                return last;
            }
            return last + (1 - last) * (1 + Math.cos(Math.PI * (step - 1) / (over - 1))) / 2;
        }

        @Override
        public Cosine stretched(int steps, int newSteps) {
            long scaled = Math.round((double) over * newSteps / steps);
            return new Cosine((int) Math.max(1, Math.min(10_000, scaled)), last);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cosine(this);
        }
    }

    /**
     * Step k has 1 / (1 + decay · (k − 1))^power: crowsonkb's style_transfer for Caffe has 0.05 and ½.
     *
     * @param decay 0 to 1000
     * @param power above 0, at most 4
     */
    record InversePower(double decay, double power) implements Schedule {
        public InversePower {
            Range.DECAY.check("decay", decay);
            Range.POWER.check("power", power);
        }

        @Override
        public double factorAt(int step) {
            return Math.pow(1 + decay * (step - 1), -power);
        }

        @Override
        public InversePower stretched(int steps, int newSteps) {
            return new InversePower(Math.min(Range.DECAY.max(), decay * steps / newSteps), power);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.inversePower(this);
        }
    }
}
