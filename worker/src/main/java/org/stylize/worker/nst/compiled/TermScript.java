package org.stylize.worker.nst.compiled;

import java.util.Optional;
import org.stylize.recipe.Layer;
import org.stylize.worker.nst.LossName;

/**
 * What one loss adds to the program: its target, its value and its gradient, all three in one place.
 *
 * <p>Maps are (1, C, H, W), stored with the channels side by side, in the program's {@link Precision}.
 */
interface TermScript {
    /** Which picture the target is made from. */
    enum Source {
        CONTENT,
        STYLE,
        /** The loss has no target. */
        NONE
    }

    LossName name();

    /** Where the loss reads feature maps; empty if it reads the picture itself. */
    Optional<Layer> layer();

    Source source();

    /**
     * What the target is made from: of several style images these are averaged.
     *
     * @param maps variable with the maps of the source at the layer
     * @return an expression
     */
    String statistics(String maps);

    /**
     * The target, made once.
     *
     * @param script gets lines that go before
     * @param statistics variable with the averaged {@link #statistics}
     * @return an expression
     */
    default String target(Script script, String statistics) {
        return statistics;
    }

    /**
     * The loss at the pastiche, every step.
     *
     * @param script gets lines that assign the weighted value, one 32-bit float, to {@code variables.value()} and add its
     *     gradient in place to {@code variables.gradient()}
     */
    void write(Script script, Variables variables);

    /**
     * Names of what a loss reads and writes.
     *
     * @param maps of the pastiche at the layer, or the pastiche
     * @param target what {@link #target} made
     * @param gradient of the total with respect to {@code maps}, of the same shape, layout and type
     * @param value to be assigned
     */
    record Variables(String maps, String target, String gradient, String value) {}
}
