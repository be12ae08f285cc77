package org.stylize.recipe;

import java.util.Arrays;
import java.util.List;

/** A number of a recipe that a job may override, with its name in JSON and the values allowed. */
public enum Parameter {
    /**
     * Number of updates at the pastiche's own size; coarser scales change in proportion. If no parameter of the
     * schedule is given, the schedule is stretched or compressed too.
     */
    STEPS("steps", Range.STEPS),
    /** Factor of the content term. */
    CONTENT_WEIGHT("contentWeight", Range.CONTENT_WEIGHT),
    /** Factor of the style term; its layers keep their shares. */
    STYLE_WEIGHT("styleWeight", Range.STYLE_WEIGHT),
    /** Factor of the total variation. */
    TV_WEIGHT("tvWeight", Range.TV_WEIGHT),
    /** Balance between content and style, the same for all pictures and sizes; not together with the content weight. */
    STRENGTH("strength", Range.STRENGTH),
    /** Rate of the first step. */
    LEARNING_RATE("learningRate", Range.LEARNING_RATE),
    /** Steps after which the rate falls; with more than the steps it never falls. */
    DECAY_EVERY("decayEvery", Range.DECAY_EVERY),
    /** Factor by which the rate falls. */
    DECAY_FACTOR("decayFactor", Range.DECAY_FACTOR),
    /** Long side of the pastiche; the aspect ratio is kept. Not together with width and height. */
    LONG_SIDE_PIXELS("longSidePixels", Range.SIDE_PIXELS),
    /** Exact width of the pastiche; only together with the height. */
    WIDTH_PIXELS("widthPixels", Range.SIDE_PIXELS),
    /** Exact height of the pastiche; only together with the width. */
    HEIGHT_PIXELS("heightPixels", Range.SIDE_PIXELS),
    /** Size of the style image as a multiple of the content image's. */
    STYLE_SCALE("styleScale", Range.STYLE_SCALE),
    /** Seed of the start's noise. */
    SEED("seed", Range.SEED),
    /** A scale ends when the loss falls by less than this share over the rule's window; 0 runs all steps. */
    MINIMAL_GAIN("minimalGain", Range.MINIMAL_GAIN),
    /** Seconds after the first step at which the run ends; 0 for no limit. */
    TIME_BUDGET_SECONDS("timeBudgetSeconds", Range.TIME_BUDGET_SECONDS);

    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final Range range;

    Parameter(String field, Range range) {
        this.field = field;
        this.range = range;
    }

    /** Name in JSON. */
    public String field() {
        return field;
    }

    /** Values allowed; a recipe may allow fewer. */
    public Range range() {
        return range;
    }

    /**
     * The parameter of that name in JSON.
     *
     * @throws InvalidRecipeException if there is none, naming the nearest
     */
    public static Parameter named(String field) {
        for (Parameter parameter : values()) {
            if (parameter.field.equals(field)) {
                return parameter;
            }
        }
        List<String> known = Arrays.stream(values()).map(Parameter::field).toList();
        throw new InvalidRecipeException(field, "is not a parameter of a recipe: " + UnknownName.of(field, known));
    }
}
