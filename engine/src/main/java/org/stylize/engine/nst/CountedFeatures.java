package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The features of one layer at positions that count in part. Sums over positions p are sums of m(p) times the value at
 * p, means are these sums by {@code size}.
 *
 * @param features F, shape (C, N): row i is channel i laid flat
 * @param counted m·F; the features themselves where each position counts in full
 * @param counts m, shape (1, N)
 * @param size Σm
 */
record CountedFeatures(NDArray features, NDArray counted, NDArray counts, double size) {
    /**
     * All positions in full.
     *
     * @param maps shape (1, C, H, W); stays open
     * @throws IllegalArgumentException if the shape is not (1, C, H, W)
     */
    static CountedFeatures of(NDArray maps) {
        NDArray flat = flat(maps);
        long positions = flat.getShape().get(1);
        NDArray ones = flat.getManager().ones(new Shape(1, positions), flat.getDataType());
        return new CountedFeatures(flat, flat, ones, (double) positions);
    }

    /**
     * Positions as a mask says.
     *
     * @param maps shape (1, C, H, W); stays open
     * @param mask shape (1, 1, H, W)
     * @param size sum of the mask, above 0
     */
    static CountedFeatures of(NDArray maps, NDArray mask, double size) {
        NDArray flat = flat(maps);
        NDArray counts = mask.reshape(1, flat.getShape().get(1));
        return new CountedFeatures(flat, flat.mul(counts), counts, size);
    }

    /** The same in 64-bit floats. */
    CountedFeatures widened() {
        NDArray wide = wide(features);
        return new CountedFeatures(wide, counted == features ? wide : wide(counted), counts, size);
    }

    /** Σ m·F·Fᵀ, shape (C, C). */
    NDArray products() {
        return counted.matMul(features.transpose());
    }

    /** Σ m·F / Σ m, shape (C, 1). */
    NDArray mean() {
        return Scalar.quotient(counted.sum(new int[] {1}, true), size);
    }

    /**
     * Σ m·v / Σ m of values v.
     *
     * @param values shape (1, N)
     * @return one number
     */
    NDArray mean(NDArray values) {
        return Scalar.quotient(values.mul(counts).sum(), size);
    }

    /** By a product, because DJL's conversion of types passes no gradient. */
    private static NDArray wide(NDArray array) {
        return array.mul(array.getManager().ones(new Shape(1, 1), DataType.FLOAT64));
    }

    private static NDArray flat(NDArray maps) {
        Shape shape = maps.getShape();
        if (shape.dimension() != 4 || shape.get(0) != 1) {
            throw new IllegalArgumentException("feature maps must be (1, C, H, W) but are " + shape);
        }
        return maps.reshape(shape.get(1), shape.get(2) * shape.get(3));
    }
}
