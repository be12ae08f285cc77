package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Interpolation of arrays (1, C, H, W) between half-pixel centres, the border repeated, as PyTorch's {@code interpolate}
 * does without antialiasing. Each axis is a matrix; enlarging is two products of matrices.
 */
enum Enlargement {
    /** Between two neighbours. */
    BILINEAR {
        @Override
        void weigh(float[] row, double position) {
            double inside = Math.max(0, position);
            int low = (int) inside;
            add(row, low, 1 - (inside - low));
            add(row, low + 1, inside - low);
        }
    },
    /** Cubic convolution over four neighbours (Keys, 1981) with a = −¾. */
    BICUBIC {
        @Override
        void weigh(float[] row, double position) {
            int low = (int) Math.floor(position);
            for (int i = low - 1; i <= low + 2; i++) {
                add(row, i, cubic(Math.abs(position - i)));
            }
        }
    };

    private static final double A = -0.75;

    /** Adds the weights of the inputs for one output at {@code position}, in input pixels. */
    abstract void weigh(float[] row, double position);

    /**
     * The array at the size of another.
     *
     * @param array shape (1, C, H, W); stays open
     * @param finer shape (1, C, H', W'); its manager gets the result
     */
    NDArray of(NDArray array, NDArray finer) {
        return of(array, finer.getShape().get(2), finer.getShape().get(3), finer.getManager());
    }

    /** The array with other sides, on {@code manager}. */
    NDArray of(NDArray array, long height, long width, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = array.duplicate();
            input.attach(scope);
            NDArray rows = matrix(scope, array.getShape().get(2), height);
            NDArray columns = matrix(scope, array.getShape().get(3), width);
            NDArray result = rows.matMul(input).matMul(columns.transpose());
            result.attach(manager);
            return result;
        }
    }

    /** Shape (out, in). */
    private NDArray matrix(NDManager manager, long in, long out) {
        return RowByRow.array(manager, new Shape(out, in), (x, row) -> {
            Arrays.fill(row, 0);
            weigh(row, (x + 0.5) * in / out - 0.5);
        });
    }

    private static void add(float[] row, int index, double weight) {
        row[Math.max(0, Math.min(row.length - 1, index))] += (float) weight;
    }

    private static double cubic(double x) {
        return x < 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : A * (((x - 5) * x + 8) * x - 4);
    }
}
