package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;

/**
 * The objective by its formulas, with the gradient by the engine's automatic differentiation.
 *
 * <p>The engine has one gradient collector for the whole process. Two objectives of this kind cannot be evaluated at the
 * same time.
 */
final class AutogradObjective implements Objective {
    private final PictureSpace space;
    private final FeatureExtractor extractor;
    private final TotalLoss total;

    AutogradObjective(PictureSpace space, FeatureExtractor extractor, TotalLoss total) {
        this.space = space;
        this.extractor = extractor;
        this.total = total;
    }

    /** What the network sees in a picture of the space, on the picture's manager. */
    static Features features(PictureSpace space, FeatureExtractor extractor, NDArray picture) {
        return new Features(
                picture, extractor.featuresOf(space.toNormalized(picture)).maps());
    }

    @Override
    public Evaluation at(NDArray picture) {
        // A new leaf for each evaluation: its gradient starts at zero and is closed with it.
        NDArray variable = copy(picture, picture.getManager());
        variable.setRequiresGradient(true);
        try (GradientCollector collector = picture.getManager().getEngine().newGradientCollector()) {
            NDArray losses = total.of(features(space, extractor, variable));
            collector.backward(losses.sum());
            return new Evaluation(named(losses.toType(DataType.FLOAT32, false).toFloatArray()), variable.getGradient());
        }
    }

    private List<LossValue> named(float[] values) {
        List<LossValue> named = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            named.add(new LossValue(total.losses().get(i).name(), values[i]));
        }
        return named;
    }

    static NDArray copy(NDArray array, NDManager manager) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        return copy;
    }
}
