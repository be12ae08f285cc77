package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.stylize.recipe.Balance;
import org.stylize.recipe.Parameter;
import org.stylize.recipe.Recipe;

/**
 * Makes the weights of a {@link Balance.Strength}. The same weights mean another thing for every pair of pictures, because
 * of how much there is in the photograph and how far it is from the painting. So both are measured first, by the losses
 * themselves: C, the content loss of a picture without content, in the content image's mean colour, and S, the style loss
 * of the content image, which is the way to go. Content weights times f make f · C : S the ratio that the strength asks for.
 */
public final class StrengthDial {
    private StrengthDial() {}

    /**
     * The recipe with its content weights set for some pictures. Where nothing can be measured, because the content image
     * is blank or has the style already, they stay as they are.
     *
     * @param objective of {@code recipe} with its weights as they stand, towards these pictures
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
