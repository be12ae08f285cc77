package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import org.stylize.recipe.LossTerm.TotalVariationKind;

/** The total variation of the pastiche; its target is the flat picture. */
record TotalVariationLoss(TotalVariationKind kind) implements Loss {
    @Override
    public NDArray of(Features pastiche) {
        return switch (kind) {
            case L1_MEAN -> TotalVariation.l1Mean(pastiche.image());
            case L2_MEAN -> TotalVariation.l2Mean(pastiche.image());
            case L2_REPLICATE -> TotalVariation.l2Replicate(pastiche.image());
            case L2_SUM -> TotalVariation.l2Sum(pastiche.image());
            case NINE_POINT -> TotalVariation.ninePoint(pastiche.image());
        };
    }
}
