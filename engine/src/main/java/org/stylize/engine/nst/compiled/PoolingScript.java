package org.stylize.engine.nst.compiled;

import org.stylize.engine.Precision;
import org.stylize.recipe.Network;

/** Lines of one kind of pooling over 2 × 2 pixels, and of its gradient. An odd last row or column is dropped. */
interface PoolingScript {
    /** The pooling of a network, with its factor. */
    static PoolingScript of(Network network, Precision precision, Operators operators) {
        Rectifier rectifier = Rectifier.of(precision, operators);
        PoolingScript plain =
                switch (network.pooling()) {
                    case MAX -> rectifier == Rectifier.OF_BITS ? new MaxPoolingOfBits() : new MaxPooling(rectifier);
                    case AVERAGE -> new AveragePooling(rectifier);
                    case L2 -> new L2Pooling();
                };
        return network.poolingScale() == 1 ? plain : new ScaledPooling(plain, network.poolingScale());
    }

    /**
     * Lines that pool.
     *
     * @param maps variable with maps behind a ReLU; stays as it is
     * @param pooled variable to be assigned; names of other variables that the gradient needs begin with it
     */
    void forward(Script script, String maps, String pooled);

    /**
     * Lines that change {@code d} from the gradient with respect to the pooled maps to that with respect to the maps.
     *
     * @param maps as in {@link #forward}
     * @param pooled as in {@link #forward}
     * @param rectify whether the gradient goes back through the ReLU of the maps too
     */
    void backward(Script script, String maps, String pooled, boolean rectify);

    /** Memory that {@link #forward} keeps for the gradient beside the pooled maps: bytes for each of their numbers. */
    int keptBytes();
}
