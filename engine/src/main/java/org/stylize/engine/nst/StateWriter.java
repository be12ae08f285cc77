package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;

/**
 * Takes what objects remember between steps. Every value has its own name; who writes a value reads it again from a {@link
 * SavedState}.
 */
public interface StateWriter {
    /**
     * An array of 32-bit floats.
     *
     * @param array must not change until the whole state is written
     */
    void array(String name, NDArray array);

    /** Some numbers, which are kept exactly; may be none. */
    void numbers(String name, double... values);

    /** A text. */
    void text(String name, String value);
}
