package org.stylize.recipe;

/**
 * When a run ends before its last step.
 *
 * <p>Gain: the total loss is smoothed, and a scale ends when over {@code windowSteps} steps the smoothed loss fell by
 * less than {@code minimalGain} of itself. Time: a run ends about {@code timeBudgetSeconds} after its first step; it
 * always reaches the pastiche's own size, with fewer steps at each scale. How many steps fit into the budget depends on
 * the machine, so a recipe with a budget may give another picture each time.
 *
 * @param minimalGain 0 to 0.5; 0 switches the rule off
 * @param windowSteps number of steps over which the gain is measured, 2 to 1000
 * @param timeBudgetSeconds 0 to 86400; 0 for no limit
 */
public record StopRule(double minimalGain, int windowSteps, double timeBudgetSeconds) {
    static final int DEFAULT_WINDOW_STEPS = 20;

    /** Never ends early. */
    public static final StopRule NEVER = new StopRule(0, DEFAULT_WINDOW_STEPS, 0);

    public StopRule {
        Range.MINIMAL_GAIN.check("minimalGain", minimalGain);
        Range.WINDOW_STEPS.check("windowSteps", windowSteps);
        Range.TIME_BUDGET_SECONDS.check("timeBudgetSeconds", timeBudgetSeconds);
    }

    /** This rule with another minimal gain. */
    public StopRule withMinimalGain(double newMinimalGain) {
        return new StopRule(newMinimalGain, windowSteps, timeBudgetSeconds);
    }

    /** This rule with another budget. */
    public StopRule withTimeBudgetSeconds(double newTimeBudgetSeconds) {
        return new StopRule(minimalGain, windowSteps, newTimeBudgetSeconds);
    }

    /** Whether a run may end because it gains too little. */
    public boolean looksAtGain() {
        return minimalGain > 0;
    }

    /** Whether a run may end because its time is used up. */
    public boolean looksAtTime() {
        return timeBudgetSeconds > 0;
    }
}
