package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.stylize.recipe.OptimizerSettings;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): x ← x − rate · m̂ / (√v̂ + ε), where m and v are the running means of the
 * gradient and of its square, and m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) undo their start at zero.
 */
final class Adam implements Optimizer {
    private final OptimizerSettings.Adam settings;
    private final NDArray mean;
    private final NDArray meanSquare;
    private int updates;

    /**
     * Begins without memory.
     *
     * @param picture what will be optimized
     * @param keeper gets two arrays of its shape
     */
    Adam(OptimizerSettings.Adam settings, NDArray picture, NDManager keeper) {
        this(
                settings,
                keeper.zeros(picture.getShape(), picture.getDataType()),
                keeper.zeros(picture.getShape(), picture.getDataType()),
                0);
    }

    private Adam(OptimizerSettings.Adam settings, NDArray mean, NDArray meanSquare, int updates) {
        this.settings = settings;
        this.mean = mean;
        this.meanSquare = meanSquare;
        this.updates = updates;
    }

    /** The moments enlarged like pictures; the second by a filter that keeps it from falling below 0. */
    @Override
    public Adam carriedTo(NDArray finerPicture) {
        return new Adam(
                settings,
                Enlargement.BICUBIC.of(mean, finerPicture),
                Enlargement.BILINEAR.of(meanSquare, finerPicture).maximum(0f),
                updates);
    }

    @Override
    public void save(StateWriter state) {
        state.array("adam.mean", mean);
        state.array("adam.meanSquare", meanSquare);
        state.numbers("adam.updates", updates);
    }

    @Override
    public void restore(SavedState state) {
        try (NDManager scope = mean.getManager().newSubManager()) {
            InParts.copy(state.array("adam.mean", scope), mean);
            InParts.copy(state.array("adam.meanSquare", scope), meanSquare);
        }
        updates = (int) state.numbers("adam.updates")[0];
    }

    @Override
    public Optional<Evaluation> update(NDArray picture, Evaluation here, double learningRate, Objective objective) {
        update(picture, here.gradient(), learningRate);
        return Optional.empty();
    }

    void update(NDArray picture, NDArray gradient, double learningRate) {
        updates++;
        NDManager scope = gradient.getManager();
        mean.tempAttach(scope); // or what is derived from it would outlive the step
        meanSquare.tempAttach(scope);
        mean.addi(gradient.sub(mean).muli(1 - settings.beta1()));
        meanSquare
                .muli(settings.beta2())
                .addi(gradient.mul(1 - settings.beta2()).muli(gradient));
        double correction1 = 1 - Math.pow(settings.beta1(), updates);
        double correction2 = 1 - Math.pow(settings.beta2(), updates);
        NDArray root = meanSquare.sqrt().divi(Math.sqrt(correction2)).addi(settings.epsilon());
        picture.addi(mean.mul(-learningRate / correction1).divi(root));
    }
}
