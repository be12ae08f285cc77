package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;

/**
 * A style image that is not described yet.
 *
 * @param picture shape (1, 3, H, W) in the recipe's space
 * @param weight only its ratio to the others counts
 */
public record TestStyle(NDArray picture, double weight) {}
