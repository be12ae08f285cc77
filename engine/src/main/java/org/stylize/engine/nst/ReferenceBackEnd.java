package org.stylize.engine.nst;

import org.stylize.engine.Precision;
import org.stylize.recipe.Recipe;

/**
 * Computes losses by their formulas on arrays and gradients by automatic differentiation, always in 32-bit floats. It is
 * slow, and the standard that other back ends are tested against. It has no tiles.
 */
public final class ReferenceBackEnd implements BackEnd {
    private final Vgg19Weights weights;

    /**
     * A back end on the device of the weights.
     *
     * @param weights 32-bit floats; only read
     */
    public ReferenceBackEnd(Vgg19Weights weights) {
        this.weights = weights;
    }

    @Override
    public Precision automaticPrecision() {
        return Precision.FP32;
    }

    @Override
    public boolean has(Precision precision) {
        return precision == Precision.FP32;
    }

    @Override
    public PreparedRecipe prepare(Recipe recipe, int regions, boolean protection) {
        if (regions > 0) {
            LossLimits.checkMasks(recipe);
        }
        return new ReferenceRecipe(recipe, regions, protection, weights);
    }
}
