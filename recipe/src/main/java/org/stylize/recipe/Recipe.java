package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that decides how content and style images become a pastiche, which is the picture that is made. A recipe
 * is complete and explicit: no other setting matters, so the same recipe, pictures and weights give the same picture.
 * Presets are recipes with names.
 *
 * @param name name of the preset that it is, or was derived from; 1 to 64 of a–z, 0–9 and dashes
 * @param sizing working size of the pictures
 * @param resampling filter that resizes the pictures to that size
 * @param network how VGG-19 is run
 * @param start the pastiche before the first step
 * @param losses 1 to 16 terms, whose weighted sum is minimized; at least one weight above 0
 * @param optimizer changes the pastiche along the gradient
 * @param schedule learning rate over the steps
 * @param steps number of updates at the pastiche's own size, 1 to 10000
 * @param rounding how values become the bytes of the finished picture
 * @param variable the numbers that are optimized
 * @param scales sizes that the pastiche passes through; the schedule starts again at each
 * @param styleScale size of the style image as a multiple of the content image's, 0.1 to 4: larger gives larger strokes
 * @param styleBlend weights of the style images where there are several, at most {@link #MOST_STYLES}, each from 0,
 *     their sum above 0; only their ratios count; empty for equal shares
 * @param seed of the start's noise, 0 to 2^31 − 1
 * @param colours whose colours the pastiche has
 * @param stop when a run ends before its last step
 * @param balance the balance between content and style
 */
public record Recipe(
        String name,
        Sizing sizing,
        Resampling resampling,
        Network network,
        Start start,
        List<LossTerm> losses,
        OptimizerSettings optimizer,
        Schedule schedule,
        int steps,
        Rounding rounding,
        Variable variable,
        Scales scales,
        double styleScale,
        List<Double> styleBlend,
        int seed,
        Colours colours,
        StopRule stop,
        Balance balance) {
    /** Most style images of one pastiche. */
    public static final int MOST_STYLES = 16;

    /** Of all pictures with the same long side, a square has the most pixels. */
    private static final ImageSize SQUARE = new ImageSize(1, 1);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MOST_LOSSES = 16;

    public Recipe {
        requireNonNull(name, "name is null");
        requireNonNull(sizing, "sizing is null");
        requireNonNull(resampling, "resampling is null");
        requireNonNull(network, "network is null");
        requireNonNull(start, "start is null");
        losses = List.copyOf(losses);
        requireNonNull(optimizer, "optimizer is null");
        requireNonNull(schedule, "schedule is null");
        requireNonNull(rounding, "rounding is null");
        requireNonNull(variable, "variable is null");
        requireNonNull(scales, "scales is null");
        requireNonNull(colours, "colours is null");
        requireNonNull(stop, "stop is null");
        requireNonNull(balance, "balance is null");
        Range.STYLE_SCALE.check("styleScale", styleScale);
        styleBlend = checkedBlend(styleBlend);
        Range.SEED.check("seed", seed);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidRecipeException(
                    "name", "must be 1 to 64 lower-case letters, digits and dashes but is \"" + name + "\"");
        }
        if (losses.isEmpty() || losses.size() > MOST_LOSSES) {
            throw new InvalidRecipeException(
                    "losses", "must be 1 to " + MOST_LOSSES + " terms but are " + losses.size());
        }
        if (losses.stream().allMatch(term -> term.weight() == 0)) {
            throw new InvalidRecipeException("losses", "must have a weight above 0 but all are 0");
        }
        if (balance instanceof Balance.Strength) {
            requireTerm(losses, Parameter.CONTENT_WEIGHT, "content");
            requireTerm(losses, Parameter.STYLE_WEIGHT, "style");
        }
        Range.STEPS.check("steps", steps);
        checkDetail(losses, scales.deepest());
    }

    /**
     * The share of each style image, adding up to 1.
     *
     * @param styles number of style images, at least 1
     * @throws InvalidRecipeException if the recipe has weights for another number of style images
     */
    public List<Double> styleShares(int styles) {
        if (styleBlend.isEmpty()) {
            return Collections.nCopies(styles, 1.0 / styles);
        }
        if (styleBlend.size() != styles) {
            throw new InvalidRecipeException(
                    "styleBlend",
                    "must be " + styles + " numbers, one for each style image, but are " + styleBlend.size());
        }
        double sum = styleBlend.stream().mapToDouble(Double::doubleValue).sum();
        return styleBlend.stream().map(weight -> weight / sum).toList();
    }

    private static void requireTerm(List<LossTerm> losses, Parameter weight, String kind) {
        if (losses.stream().noneMatch(term -> term.parameter() == weight && term.weight() > 0)) {
            throw new InvalidRecipeException(
                    "balance", "must not be a strength where no " + kind + " loss has a weight above 0");
        }
    }

    /** Every kind of loss that a recipe has must be left where a scale only adds detail. */
    private static void checkDetail(List<LossTerm> losses, Layer deepest) {
        for (LossTerm term : losses) {
            if (term.weight() > 0
                    && losses.stream()
                            .filter(other -> other.parameter() == term.parameter() && other.weight() > 0)
                            .allMatch(other -> other.withoutDeeper(deepest).isEmpty())) {
                throw new InvalidRecipeException(
                        "scales.detail.deepest",
                        "must leave a layer of each kind of loss but " + deepest + " leaves none of the " + term.type()
                                + " loss");
            }
        }
    }

    private static List<Double> checkedBlend(List<Double> blend) {
        if (blend.size() > MOST_STYLES) {
            throw new InvalidRecipeException(
                    "styleBlend", "must be at most " + MOST_STYLES + " numbers but are " + blend.size());
        }
        blend.forEach(weight -> Range.STYLE_BLEND.check("styleBlend", weight));
        if (!blend.isEmpty() && blend.stream().allMatch(weight -> weight == 0)) {
            throw new InvalidRecipeException("styleBlend", "must have a weight above 0 but all are 0");
        }
        return List.copyOf(blend);
    }

    /** The scales that the pastiche passes through, coarsest first; the last is its own size. */
    public List<Scales.Scale> stages() {
        return scales.upTo(sizing.targetPixels(), steps);
    }

    /** This recipe with the losses that it has at one scale: those of layers that are not too deep there. */
    public Recipe lossesAt(Scales.Scale scale) {
        Layer deepest = scales.deepestAt(scale.longSidePixels());
        List<LossTerm> kept = losses.stream()
                .flatMap(term -> term.withoutDeeper(deepest).stream())
                .toList();
        return kept.equals(losses) ? this : toBuilder().losses(kept).build();
    }

    /** What the content losses compare with at one scale. */
    public Scales.Goal goalAt(Scales.Scale scale) {
        return scales.goalAt(scale.longSidePixels());
    }

    /** Number of updates of the pastiche from start to end, over all scales. */
    public int totalSteps() {
        return stages().stream().mapToInt(Scales.Scale::steps).sum();
    }

    /**
     * What the optimization costs: pixels of the pastiche times steps, summed over all scales.
     *
     * @throws InvalidRecipeException if the picture is too narrow for one of the scales
     */
    public long pixelSteps(ImageSize picture) {
        return stages().stream()
                .mapToLong(scale -> contentSizeFor(picture, scale).pixels() * scale.steps())
                .sum();
    }

    /** The most that the optimization can cost, whatever the size of the content image is. */
    public long mostPixelSteps() {
        return pixelSteps(SQUARE);
    }

    /**
     * Size of the pastiche for a content image, which is worked on at this size.
     *
     * @throws InvalidRecipeException if the picture is too narrow for this recipe
     */
    public ImageSize sizeFor(ImageSize picture) {
        return sizing.sizeFor(picture);
    }

    /**
     * Size of the content image, and of the pastiche, at one scale.
     *
     * @throws InvalidRecipeException if the picture is too narrow for this scale
     */
    public ImageSize contentSizeFor(ImageSize picture, Scales.Scale scale) {
        return at(scale, 1).sizeFor(picture);
    }

    /**
     * Size of a style image at one scale.
     *
     * @throws InvalidRecipeException if the picture is too narrow for this scale
     */
    public ImageSize styleSizeFor(ImageSize picture, Scales.Scale scale) {
        return at(scale, styleScale).sizeFor(picture);
    }

    private Sizing at(Scales.Scale scale, double factor) {
        double whole = factor * scale.longSidePixels() / sizing.targetPixels();
        return whole == 1 ? sizing : sizing.scaled(whole);
    }

    /**
     * Learning rate at a step of one scale.
     *
     * @param step number of the step at this scale, from 1
     */
    public double learningRateAt(int step) {
        return optimizerAtStrength().learningRate() * schedule.factorAt(step);
    }

    /** The optimizer's constants with first steps that are as short as the balance wants them. */
    public OptimizerSettings optimizerAtStrength() {
        double reach = balance.reach();
        return reach == 1 ? optimizer : optimizer.reaching(reach);
    }

    /** A builder with all fields of this recipe, to derive another from it. */
    public RecipeBuilder toBuilder() {
        return new RecipeBuilder(this);
    }

    /** This recipe with another precision of the network. */
    public Recipe withPrecision(Network.Precision precision) {
        return toBuilder().network(network.withPrecision(precision)).build();
    }

    /**
     * This recipe with some values replaced; the name stays.
     *
     * <p>If the steps change and neither {@link Parameter#DECAY_EVERY} nor {@link Parameter#DECAY_FACTOR} is given, the
     * schedule is stretched or compressed in proportion: 500 steps with ×0.8 every 50 become 120 steps with ×0.8 every
     * 12. A run that is only cut short ends while the rate is still high, which leaves grain in the picture.
     *
     * @throws InvalidRecipeException if a value does not suit this recipe
     */
    public Recipe with(RecipeOverrides overrides) {
        return overrides.applyTo(this);
    }
}
