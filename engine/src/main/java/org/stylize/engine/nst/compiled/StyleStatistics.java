package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * What describes a style image to the style losses of a recipe: for each loss an array of some C × C or C × Q numbers, whatever the
 * image's size. Whoever had it made closes it with its manager.
 */
public record StyleStatistics(List<NDArray> parts) {
    public StyleStatistics {
        parts = List.copyOf(parts);
    }

    /** Memory that it takes. */
    public long bytes() {
        return parts.stream()
                .mapToLong(part -> part.size() * part.getDataType().getNumOfBytes())
                .sum();
    }

    /** The descriptions one behind the other along a new first axis, on {@code results}. */
    static List<NDArray> stacked(List<StyleStatistics> styles, NDManager results) {
        List<NDArray> stacked = new ArrayList<>();
        for (int i = 0; i < styles.get(0).parts.size(); i++) {
            NDList parts = new NDList();
            for (StyleStatistics style : styles) {
                parts.add(style.parts.get(i));
            }
            NDArray array = NDArrays.stack(parts);
            array.attach(results);
            stacked.add(array);
        }
        return stacked;
    }

    /** The mean of some descriptions, by shares that add up to 1, on {@code results}. */
    static List<NDArray> mean(List<StyleStatistics> styles, List<Double> shares, NDManager results) {
        List<NDArray> mean = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            try (NDManager scope = results.newSubManager()) {
                List<NDArray> parts = new ArrayList<>();
                for (NDArray part : styles.get(i).parts) {
                    NDArray share = part.mul((float) (double) shares.get(i));
                    share.attach(scope);
                    parts.add(share);
                }
                Program.add(mean, parts, results);
            }
        }
        return mean;
    }
}
