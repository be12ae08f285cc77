package org.stylize.worker.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.stylize.recipe.Balance;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;
import org.stylize.worker.nst.AutogradObjective;
import org.stylize.worker.nst.Objective;
import org.stylize.worker.nst.StrengthDial;
import org.stylize.worker.nst.Style;
import org.stylize.worker.nst.Vgg19Weights;
import org.stylize.worker.nst.compiled.CompiledBackEnd;
import org.stylize.worker.nst.compiled.Precision;
import org.stylize.worker.nst.compiled.PrecisionProbe;

/**
 * Makes the objectives of jobs on one device with one back end.
 *
 * @param fastest precision that is faster on the device
 */
record Objectives(BackEnd backEnd, Vgg19Weights weights, CompiledBackEnd compiled, Precision fastest) {
    /** Tries what the device is faster with. On the device's thread. */
    static Objectives on(NDManager device, BackEnd backEnd, Vgg19Weights weights) {
        return new Objectives(
                backEnd,
                weights,
                CompiledBackEnd.on(device, weights),
                backEnd == BackEnd.COMPILED ? PrecisionProbe.fastest(device) : Precision.FP32);
    }

    /**
     * The objective of a job. If the recipe has a strength, a first one is made to measure the pictures with, and closed.
     *
     * @param content shape (1, 3, H, W) in the recipe's space; its manager closes what the objective keeps
     * @param styles in the recipe's space
     */
    Objective of(Recipe recipe, NDArray content, List<Style> styles) {
        return recipe.balance().match(new Balance.Cases<>() {
            @Override
            public Objective weights(Balance.Weights balance) {
                return weighted(recipe, content, styles);
            }

            @Override
            public Objective strength(Balance.Strength balance) {
                Recipe set;
                try (NDManager scope = content.getManager().newSubManager()) {
                    NDArray copy = content.duplicate();
                    copy.attach(scope);
                    set = StrengthDial.weighted(recipe, balance, weighted(recipe, copy, styles), copy);
                }
                return weighted(set, content, styles);
            }
        });
    }

    private Objective weighted(Recipe recipe, NDArray content, List<Style> styles) {
        return switch (backEnd) {
            case COMPILED -> compiled.objective(recipe, used(recipe), Integer.MAX_VALUE, content, styles);
            case REFERENCE -> AutogradObjective.of(recipe, weights, content, styles);
        };
    }

    /** The precision that a recipe gets here; never {@link Network.Precision#AUTO}. */
    Network.Precision precision(Recipe recipe) {
        return switch (used(recipe)) {
            case FP32 -> Network.Precision.FP32;
            case BF16 -> Network.Precision.BF16;
        };
    }

    private Precision used(Recipe recipe) {
        if (backEnd == BackEnd.REFERENCE) {
            return Precision.FP32;
        }
        return switch (recipe.network().precision()) {
            case FP32 -> Precision.FP32;
            case BF16 -> Precision.BF16;
            case AUTO -> fastest;
        };
    }
}
