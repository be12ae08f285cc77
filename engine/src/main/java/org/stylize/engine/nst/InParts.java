package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.BiConsumer;

/**
 * Work on pairs of arrays of one shape, part by part where they are large: what is computed on the way then has the size of
 * a part. Arrays of up to {@value #NUMBERS} numbers are one part.
 */
final class InParts {
    private static final int NUMBERS = 1 << 22;

    private InParts() {}

    /** Σ a·b. */
    static double dot(NDArray a, NDArray b) {
        double[] total = new double[1];
        forEach(a, b, (partOfA, partOfB) -> {
            try (NDArray product = partOfA.mul(partOfB);
                    NDArray sum = product.sum()) {
                total[0] += sum.getFloat();
            }
        });
        return total[0];
    }

    /** sum ← sum + factor · summand, in place. */
    static void add(NDArray sum, NDArray summand, double factor) {
        forEach(sum, summand, (partOfSum, partOfSummand) -> {
            try (NDArray product = partOfSummand.mul(factor)) {
                partOfSum.addi(product);
            }
        });
    }

    /**
     * to ← from, in place. The engine's own {@code copyTo} goes by two Java buffers, and leaves the array in the memory of one of them.
     */
    static void copy(NDArray from, NDArray to) {
        to.set(new NDIndex().addAllDim(), from);
    }

    /** Parts are views of the arrays, cut along their longest axis. */
    private static void forEach(NDArray a, NDArray b, BiConsumer<NDArray, NDArray> work) {
        if (a.size() <= NUMBERS) {
            work.accept(a, b);
            return;
        }
        long[] sides = a.getShape().getShape();
        int axis = 0;
        for (int i = 1; i < sides.length; i++) {
            axis = sides[i] > sides[axis] ? i : axis;
        }
        long atOnce = Math.max(1, sides[axis] * NUMBERS / a.size());
        for (long from = 0; from < sides[axis]; from += atOnce) {
            NDIndex part = new NDIndex();
            for (int i = 0; i < axis; i++) {
                part.addAllDim();
            }
            part.addSliceDim(from, Math.min(sides[axis], from + atOnce));
            try (NDArray partOfA = a.get(part);
                    NDArray partOfB = b.get(part)) {
                work.accept(partOfA, partOfB);
            }
        }
    }
}
