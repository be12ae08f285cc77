package org.stylize.base;

/**
 * Names and descriptions of the recipe options that {@code stylize} and {@code stylize-jobs} share. Neither program
 * depends on the other. The texts are constants, so that both can use them in annotations.
 *
 * <p>The allowed ranges are not here: the command line does not check them, the recipe does, in the engine and in the
 * service.
 */
public final class RecipeOption {
    public static final String STEPS = "--steps";
    public static final String STEPS_TEXT =
            "Number of steps at the final size; smaller sizes before it change in proportion, each at least one step."
                    + " The schedule of the learning rate is stretched or compressed with it.";

    public static final String SIZE = "--size";
    public static final String SIZE_TEXT = "Long side of the result; the aspect ratio is kept.";

    public static final String WIDTH = "--width";
    public static final String WIDTH_TEXT = "Exact width of the result; with --height.";

    public static final String HEIGHT = "--height";
    public static final String HEIGHT_TEXT = "Exact height of the result; with --width.";

    public static final String STRENGTH = "--strength";
    public static final String STRENGTH_TEXT =
            "How far to go from the photograph to the painting, 0 to 1; the same for all pictures and sizes. Sets the"
                    + " content weight for each pair of pictures, so not together with --content-weight.";

    public static final String CONTENT_WEIGHT = "--content-weight";
    public static final String CONTENT_WEIGHT_TEXT = "Weight of the content loss.";

    public static final String STYLE_WEIGHT = "--style-weight";
    public static final String STYLE_WEIGHT_TEXT = "Weight of the style loss.";

    public static final String TV_WEIGHT = "--tv-weight";
    public static final String TV_WEIGHT_TEXT = "Weight of the total variation.";

    public static final String STYLE_SCALE = "--style-scale";
    public static final String STYLE_SCALE_TEXT =
            "Size of the style image as a multiple of the content's: larger gives larger strokes.";

    public static final String COLOURS = "--colours";
    public static final String COLOURS_TEXT =
            "Whose colours the result has: style, content-luminance, linear-match, histogram-match. Default: as the"
                    + " recipe says; style in every preset.";

    public static final String LEARNING_RATE = "--learning-rate";
    public static final String LEARNING_RATE_TEXT = "Learning rate of the first step.";

    public static final String DECAY_EVERY = "--decay-every";
    public static final String DECAY_EVERY_TEXT =
            "Number of steps after which the learning rate falls. With more than the steps of the run it never falls.";

    public static final String DECAY_FACTOR = "--decay-factor";
    public static final String DECAY_FACTOR_TEXT = "Factor that the learning rate is multiplied by when it falls.";

    public static final String STOP_GAIN = "--stop-gain";
    public static final String STOP_GAIN_TEXT =
            "Finish a size when the total loss falls by less than this share of itself over the steps of the stop rule.";

    public static final String TIME_BUDGET = "--time-budget";
    public static final String TIME_BUDGET_TEXT =
            "Stop this long after the first step, with fewer steps. Such a result cannot be repeated exactly.";

    public static final String SEED = "--seed";
    public static final String SEED_TEXT = "Seed of the noise that some recipes start from.";

    public static final String PRECISION = "--precision";
    public static final String PRECISION_TEXT =
            "Number format of the network: fp32, bf16, or auto for the faster one on the device that paints. Default: as"
                    + " the recipe says.";

    private RecipeOption() {}
}
