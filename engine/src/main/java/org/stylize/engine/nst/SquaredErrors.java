package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import org.stylize.recipe.LossTerm.SquaredError;

/** One number from the differences of two arrays. */
final class SquaredErrors {
    /** Keeps the scaled error of equal arrays from being NaN. */
    static final double EPSILON = 1e-8;

    private SquaredErrors() {}

    /**
     * The error.
     *
     * @param difference stays open
     * @return one number, on the manager of {@code difference}
     */
    static NDArray of(SquaredError error, NDArray difference) {
        return switch (error) {
            case MEAN -> difference.square().mean();
            case SCALED -> difference.square().sum().div(difference.abs().sum().add((float) EPSILON));
        };
    }
}
