package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/**
 * mean((F − R(F))²); R maps the k-th smallest feature of a channel's N, counted from 0, to the style's quantile at (k + ½)/N.
 * Risser, Wilmot and Barnes, *Stable and Controllable Neural Texture Synthesis and Style Transfer Using Histogram Losses*
 * (2017), section 4.1, with ranks instead of their 256 bins. Equal features keep the order of their positions.
 * R(F) is a constant in the gradient.
 */
record HistogramLoss(int quantiles) implements StyleMeasure {
    /** The quantiles at (q + ½)/Q, shape (C, Q). */
    @Override
    public NDArray describe(CountedFeatures features) {
        NDArray all = whole(features);
        return resampled(all.sort(1), quantiles, all.getManager());
    }

    @Override
    public String descriptionKey() {
        return "quantiles-" + quantiles;
    }

    @Override
    public Distance towards(NDArray description, NDManager keeper) {
        description.attach(keeper);
        return pastiche -> {
            NDArray features = whole(pastiche);
            return features.sub(remapped(features, description)).square().mean();
        };
    }

    private static NDArray whole(CountedFeatures features) {
        if (features.counted() != features.features()) {
            throw new IllegalArgumentException("a histogram loss cannot use positions that count in part");
        }
        return features.features();
    }

    /**
     * R(F). Ranks are counted here, because the engine's sort does not keep the order of equal features.
     *
     * @param features F, shape (C, N)
     * @param quantiles of the style, shape (C, Q)
     * @return shape (C, N), on the manager of the features; a constant
     */
    private static NDArray remapped(NDArray features, NDArray quantiles) {
        int positions = Math.toIntExact(features.getShape().get(1));
        double[] values = numbers(features);
        double[] goals = numbers(resampled(quantiles, positions, features.getManager()));
        double[] remapped = new double[values.length];
        for (int from = 0; from < values.length; from += positions) {
            double[] sorted = Arrays.copyOfRange(values, from, from + positions);
            Arrays.sort(sorted);
            int[] equalBefore = new int[positions];
            for (int i = from; i < from + positions; i++) {
                int first = first(sorted, values[i]);
                remapped[i] = goals[from + first + equalBefore[first]];
                equalBefore[first]++;
            }
        }
        return features.getManager().create(remapped, features.getShape()).toType(features.getDataType(), false);
    }

    /** Without negative zeros, which Java sorts before other zeros. */
    private static double[] numbers(NDArray array) {
        double[] numbers = array.toType(DataType.FLOAT64, true).toDoubleArray();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += 0.0;
        }
        return numbers;
    }

    /** Index of the first element that equals {@code value}, which must be present. */
    private static int first(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /**
     * From n quantiles of each channel at (i + ½)/n to {@code count} at (j + ½)/count: linear between those, and constant
     * beyond the first and the last.
     *
     * @param quantiles shape (C, n), rising
     * @return shape (C, count)
     */
    private static NDArray resampled(NDArray quantiles, int count, NDManager manager) {
        int last = Math.toIntExact(quantiles.getShape().get(1)) - 1;
        long[] lower = new long[count];
        long[] upper = new long[count];
        double[] parts = new double[count];
        for (int j = 0; j < count; j++) {
            double at = Math.min(last, Math.max(0, (j + 0.5) * (last + 1) / count - 0.5));
            lower[j] = (long) at;
            upper[j] = Math.min(last, lower[j] + 1);
            parts[j] = at - lower[j];
        }
        NDArray below = quantiles.get(manager, new NDIndex(":, {}", manager.create(lower)));
        NDArray above = quantiles.get(manager, new NDIndex(":, {}", manager.create(upper)));
        return above.sub(below)
                .mul(manager.create(parts).toType(quantiles.getDataType(), false))
                .add(below);
    }
}
