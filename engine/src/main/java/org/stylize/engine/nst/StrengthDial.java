package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.stylize.recipe.Balance;
import org.stylize.recipe.Parameter;
import org.stylize.recipe.Recipe;

/**
 * Sets the weights for a {@link Balance.Strength}. The same weights have different effects on different pairs of pictures:
 * it depends on how much content the photograph has, and on how far it is from the painting. Both are measured by the losses
 * themselves: C is the content loss of a picture without content, in the mean colour of the content image, and S is the style
 * loss of the content image. The content weights are multiplied by the factor f that makes f · C : S the ratio of the
 * strength.
 */
public final class StrengthDial {
    private StrengthDial() {}

    /**
     * The recipe with its content weights set for some pictures. The weights do not change if C or S is 0, because the content
     * image is blank or has the style already.
     *
     * @param objective of {@code recipe} with its present weights, for these pictures
     * @param content shape (1, 3, H, W) in the recipe's space; stays open
     */
    public static Recipe weighted(Recipe recipe, Balance.Strength balance, Objective objective, NDArray content) {
        double all = contentOfBlank(objective, content);
        double way = styleOfContent(objective, content);
        return all > 0 && way > 0 ? timesContent(recipe, balance.ratio() * way / all) : recipe;
    }

    /** C of {@link StrengthDial}, with the weights of the objective. */
    static double contentOfBlank(Objective objective, NDArray content) {
        try (NDManager scope = content.getManager().newSubManager()) {
            NDArray copy = content.duplicate();
            copy.attach(scope);
            long colours = content.getShape().get(1);
            NDArray mean = copy.reshape(colours, -1).mean(new int[] {1}).reshape(1, colours, 1, 1);
            NDArray blank = copy.zerosLike().add(mean);
            return total(objective.at(blank), LossName.Kind.CONTENT);
        }
    }

    /** S of {@link StrengthDial}, with the weights of the objective. */
    static double styleOfContent(Objective objective, NDArray content) {
        try (NDManager scope = content.getManager().newSubManager()) {
            NDArray copy = content.duplicate();
            copy.attach(scope);
            return total(objective.at(copy), LossName.Kind.STYLE);
        }
    }

    private static double total(Evaluation evaluation, LossName.Kind kind) {
        return evaluation.losses().stream()
                .filter(loss -> loss.name().kind() == kind)
                .mapToDouble(LossValue::value)
                .sum();
    }

    private static Recipe timesContent(Recipe recipe, double factor) {
        return recipe.toBuilder()
                .losses(recipe.losses().stream()
                        .map(term -> term.parameter() == Parameter.CONTENT_WEIGHT
                                ? term.withWeight(factor * term.weight())
                                : term)
                        .toList())
                .balance(new Balance.Weights(recipe.balance().typicalRatio()))
                .build();
    }
}
