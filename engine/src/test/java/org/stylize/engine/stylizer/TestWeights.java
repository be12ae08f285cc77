package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDManager;
import org.stylize.engine.nst.Vgg19Weights;

/** The shipped weights, for tests in other packages. */
public final class TestWeights {
    private TestWeights() {}

    /** On {@code manager}, which closes them. */
    public static Vgg19Weights shipped(NDManager manager) {
        return Vgg19Loader.load(WeightsSource.shipped(), manager);
    }
}
