package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import org.stylize.recipe.ImageSize;

/**
 * A style image at the size of a scale. It is made only if its description is not known.
 *
 * @param identity equal only for equal pictures
 * @param size of the picture
 * @param share of the mixture of styles; all add up to 1
 * @param picture makes it on a manager, of that size, shape (1, 3, H, W) in the recipe's space
 */
record StyleImage(String identity, ImageSize size, double share, Function<NDManager, NDArray> picture) {}
