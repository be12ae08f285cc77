package org.stylize.worker.stylizer;

/** Which code computes losses and gradients. */
public enum BackEnd {
    /** A program that is written for the recipe, its gradient included: fast. */
    COMPILED,
    /** The formulas on arrays, the gradient by automatic differentiation, in 32-bit floats always: plain. */
    REFERENCE
}
