package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that decides how a content and a style image become a pastiche. A recipe is complete and explicit: nothing
 * else has a say, so the same recipe, pictures and weights give the same picture. Presets are recipes with names.
 *
 * @param name name of the preset that it is, or was derived from; 1 to 64 of a–z, 0–9 and dashes
 * @param sizing working size of the pictures
 * @param resampling filter to that size
 * @param network how VGG-19 is run
 * @param start the pastiche before the first step
 * @param losses 1 to 16 terms, whose weighted sum is minimized; at least one weight above 0
 * @param optimizer moves the pastiche along the gradient
 * @param schedule learning rate over the steps
 * @param steps number of updates, 1 to 10000
 * @param rounding to the bytes of the finished picture
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
        Rounding rounding) {
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
        Range.STEPS.check("steps", steps);
        if (schedule instanceof Schedule.StepDecay decay && decay.every() > steps) {
            throw new InvalidRecipeException(
                    "schedule.every", "must not be more than the " + steps + " steps but is " + decay.every());
        }
    }

    /** Number of updates of the pastiche from start to end. */
    public int totalSteps() {
        return steps;
    }

    /**
     * Size at which a picture, content or style, is worked on; for the content image also the size of the pastiche.
     *
     * @throws InvalidRecipeException if the picture is too narrow for this recipe
     */
    public ImageSize sizeFor(ImageSize picture) {
        return sizing.sizeFor(picture);
    }

    /**
     * Learning rate at a step.
     *
     * @param step number of the step, from 1
     */
    public double learningRateAt(int step) {
        return optimizer.learningRate() * schedule.factorAt(step);
    }

    /**
     * This recipe with some values replaced; the name stays.
     *
     * <p>If the steps change and neither {@link Parameter#DECAY_EVERY} nor {@link Parameter#DECAY_FACTOR} is given, the
     * schedule is stretched or compressed in proportion: 500 steps with ×0.8 every 50 become 120 steps with ×0.8 every
     * 12. A run that is merely cut short stops while the rate is still high, and leaves grain in the picture.
     *
     * @throws InvalidRecipeException if a value does not suit this recipe
     */
    public Recipe with(RecipeOverrides overrides) {
        return overrides.applyTo(this);
    }
}
