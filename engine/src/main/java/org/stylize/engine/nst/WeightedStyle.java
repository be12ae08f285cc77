package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * A style image, as it was described, and its share in the mixture of styles.
 *
 * @param share from 0 to 1; all shares of a job add up to 1
 */
public record WeightedStyle(StyleStatistics statistics, double share) {
    /**
     * The description of some styles together, by their shares. There is one target and not a sum of losses.
     *
     * @param losses of the recipe that described the styles
     * @param styles at least one; they stay open
     * @param results gets the result
     * @return one array for each style loss
     */
    public static StyleStatistics mixture(List<PlacedLoss> losses, List<WeightedStyle> styles, NDManager results) {
        List<StyleMeasure> measures = PlacedLoss.measuresOf(losses);
        List<Double> shares = styles.stream().map(WeightedStyle::share).toList();
        List<NDArray> mixture = new ArrayList<>();
        try (NDManager scope = results.newSubManager()) {
            for (int i = 0; i < measures.size(); i++) {
                int index = i;
                List<NDArray> descriptions = styles.stream()
                        .map(style -> style.statistics.parts().get(index))
                        .toList();
                NDArray part = measures.get(i).mixture(descriptions, shares, scope);
                part.attach(results);
                mixture.add(part);
            }
        }
        return new StyleStatistics(mixture);
    }
}
