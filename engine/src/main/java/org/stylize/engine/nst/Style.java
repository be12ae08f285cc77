package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A style image and its share in the mixture of styles.
 *
 * @param picture shape (1, 3, H, W) in the space that is optimized
 * @param weight not negative; only its ratio to the others counts
 */
public record Style(NDArray picture, double weight) {
    public Style {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("the weight of a style must be a number from 0 but is " + weight);
        }
    }

    /** The share of one of the styles: its weight by the sum of all. */
    public static double shareOf(Style style, List<Style> all) {
        double sum = all.stream().mapToDouble(Style::weight).sum();
        if (sum == 0) {
            throw new IllegalArgumentException("a style must have a weight above 0 but all are 0");
        }
        return style.weight() / sum;
    }
}
