package org.stylize.recipe;

/**
 * Allowed values of a number.
 *
 * @param min the lower end
 * @param minIncluded whether the lower end itself is allowed
 * @param max the upper end, allowed
 * @param whole whether only integers are allowed
 */
public record Range(double min, boolean minIncluded, double max, boolean whole) {
    static final Range SIDE_PIXELS = integers(32, 4096);
    static final Range STEPS = integers(1, 10_000);
    static final Range CONTENT_WEIGHT = from(0, 1e6);
    static final Range STYLE_WEIGHT = from(0, 1e9);
    static final Range TV_WEIGHT = from(0, 1e5);
    static final Range LAYER_WEIGHT = from(0, 1e9);
    static final Range LEARNING_RATE = above(0, 10);
    static final Range DECAY_EVERY = integers(1, 10_000);
    static final Range DECAY_FACTOR = above(0, 1);
    static final Range ROUNDS = integers(1, 40);
    static final Range QUANTILES = integers(2, 4096);
    static final Range SAMPLES = integers(2, 16_384);
    static final Range HISTORY = integers(1, 200);
    static final Range FIRST_STEP = from(0, 1);
    static final Range SMOOTHING_ORDER = from(0, 4);
    static final Range WAVELENGTH_PIXELS = from(1, 10_000);
    static final Range POOLING_SCALE = above(0, 10);
    static final Range STYLE_SCALE = from(0.1, 4);
    static final Range STYLE_BLEND = from(0, 1e9);
    static final Range SEED = integers(0, Integer.MAX_VALUE);
    static final Range MINIMAL_GAIN = from(0, 0.5);
    static final Range WINDOW_STEPS = integers(2, 1000);
    static final Range TIME_BUDGET_SECONDS = from(0, 86_400);
    static final Range STRENGTH = from(0, 1);
    static final Range TYPICAL_RATIO = above(0, 1000);
    static final Range LAST_FACTOR = from(0, 1);
    static final Range DECAY = from(0, 1000);
    static final Range POWER = above(0, 4);
    static final Range EPSILON = above(0, 1);

    static Range integers(int min, int max) {
        return new Range(min, true, max, true);
    }

    static Range from(double min, double max) {
        return new Range(min, true, max, false);
    }

    static Range above(double min, double max) {
        return new Range(min, false, max, false);
    }

    /** Whether {@code value} is allowed; NaN and infinities never are. */
    public boolean contains(double value) {
        boolean aboveMin = minIncluded ? value >= min : value > min;
        return aboveMin && value <= max && (!whole || value == Math.rint(value));
    }

    /**
     * Returns {@code value} if it is allowed.
     *
     * @throws InvalidRecipeException naming {@code field}, this range and the value
     */
    public double check(String field, double value) {
        if (!contains(value)) {
            throw new InvalidRecipeException(field, "must be " + this + " but is " + text(value, whole));
        }
        return value;
    }

    /** The range as the rest of a sentence: "a number above 0 and at most 10". */
    @Override
    public String toString() {
        return (whole ? "an integer from " : minIncluded ? "a number from " : "a number above ")
                + text(min, whole)
                + (minIncluded ? " to " : " and at most ")
                + text(max, whole);
    }

    private static String text(double value, boolean whole) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 && (whole || Math.abs(value) >= 1 || value == 0)
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
