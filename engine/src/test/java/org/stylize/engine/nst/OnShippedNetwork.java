package org.stylize.engine.nst;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.stylize.engine.stylizer.TestWeights;

/** A test class with the shipped weights. Test classes of the engine run one after another, so they share the fields. */
public abstract class OnShippedNetwork {
    /** Open while the tests of the class run. */
    protected static NDManager manager;

    /** On {@link #manager}. */
    protected static Vgg19Weights weights;

    @BeforeAll
    static void load() {
        manager = NDManager.newBaseManager();
        weights = TestWeights.shipped(manager);
    }

    @AfterAll
    static void close() {
        manager.close();
    }
}
