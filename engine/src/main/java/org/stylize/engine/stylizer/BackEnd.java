package org.stylize.engine.stylizer;

import java.util.Locale;

/** Which code computes losses and gradients. */
public enum BackEnd {
    /** A program that is written for the recipe, its gradient included: fast. */
    COMPILED,
    /** The formulas on arrays, the gradient by automatic differentiation, in 32-bit floats always: plain. */
    REFERENCE;

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BackEnd labelled(String label) {
        for (BackEnd backEnd : values()) {
            if (backEnd.label().equals(label)) {
                return backEnd;
            }
        }
        throw new IllegalArgumentException("a back end is compiled or reference but not \"" + label + "\"");
    }

    /** Name as people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
