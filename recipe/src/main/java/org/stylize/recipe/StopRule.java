package org.stylize.recipe;

/**
 * When a pastiche is done before its last step.
 *
 * <p>Gain: the total loss is smoothed, and a scale ends when over {@code windowSteps} steps the smoothed loss fell by less
 * than {@code minimalGain} of itself. Time: a run has {@code timeBudgetSeconds} from its first step; it always reaches the
 * pastiche's own size, with fewer steps at each scale. What is done in a time depends on the machine, so a recipe with a
 * budget need not give the same picture twice.
 *
 * @param minimalGain 0 to 0.5; 0 for no end by gain
 * @param windowSteps over how many steps the gain is measured, 2 to 1000
 * @param timeBudgetSeconds 0 to 86400; 0 for no end by time
 */
public record StopRule(double minimalGain, int windowSteps, double timeBudgetSeconds) {
    static final int DEFAULT_WINDOW_STEPS = 20;

    /** All steps are done. */
    public static final StopRule NEVER = new StopRule(0, DEFAULT_WINDOW_STEPS, 0);

    public StopRule {
        Range.MINIMAL_GAIN.check("minimalGain", minimalGain);
        Range.WINDOW_STEPS.check("windowSteps", windowSteps);
        Range.TIME_BUDGET_SECONDS.check("timeBudgetSeconds", timeBudgetSeconds);
    }

    /** This rule with another least gain. */
    public StopRule withMinimalGain(double newMinimalGain) {
        return new StopRule(newMinimalGain, windowSteps, timeBudgetSeconds);
    }

    /** This rule with another budget. */
    public StopRule withTimeBudgetSeconds(double newTimeBudgetSeconds) {
        return new StopRule(minimalGain, windowSteps, newTimeBudgetSeconds);
    }

    /** Whether a run may end for lack of gain. */
    public boolean looksAtGain() {
        return minimalGain > 0;
    }

    /** Whether a run may end for lack of time. */
    public boolean looksAtTime() {
        return timeBudgetSeconds > 0;
    }
}
