package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A style image, as it was described, and its share in the mixture of styles.
 *
 * @param share from 0 to 1; all shares of a job add up to 1
 */
public record WeightedStyle(StyleStatistics statistics, double share) {
    /**
     * The mean of some descriptions, by their shares. Styles are mixed in this way: there is one target and not a sum of
     * losses.
     *
     * @param styles at least one; they stay open
     * @param results gets the result
     * @return one array for each style loss
     */
    public static StyleStatistics mixture(List<WeightedStyle> styles, NDManager results) {
        List<NDArray> mixture = new ArrayList<>();
        try (NDManager scope = results.newSubManager()) {
            for (int i = 0; i < styles.get(0).statistics.parts().size(); i++) {
                NDArray sum = styles.get(0).part(i, scope);
                for (WeightedStyle style : styles.subList(1, styles.size())) {
                    sum = sum.add(style.part(i, scope));
                }
                sum.attach(results);
                mixture.add(sum);
            }
        }
        return new StyleStatistics(mixture);
    }

    private NDArray part(int index, NDManager scope) {
        NDArray whole = statistics.parts().get(index);
        NDArray part = whole.mul(scope.full(new Shape(), (float) share, whole.getDataType()));
        part.attach(scope);
        return part;
    }
}
