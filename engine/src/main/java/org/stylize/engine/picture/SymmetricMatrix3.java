package org.stylize.engine.picture;

import java.util.function.DoubleUnaryOperator;

/** A symmetric 3 × 3 matrix. Immutable. */
final class SymmetricMatrix3 {
    private static final int SIZE = 3;
    private static final int MOST_SWEEPS = 30;
    private static final int[][] PAIRS = {{0, 1}, {0, 2}, {1, 2}};

    private final double[][] values;

    private SymmetricMatrix3(double[][] values) {
        this.values = values;
    }

    /** The matrix with these rows; it may differ from its transpose only by rounding, which is averaged out. */
    static SymmetricMatrix3 of(double[][] rows) {
        double[][] values = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                values[i][j] = (rows[i][j] + rows[j][i]) / 2;
            }
        }
        return new SymmetricMatrix3(values);
    }

    double at(int row, int column) {
        return values[row][column];
    }

    /** This · other · this, which is symmetric again. */
    SymmetricMatrix3 around(SymmetricMatrix3 other) {
        return of(product(product(values, other.values), values));
    }

    /**
     * The same eigenvectors with {@code function} of the eigenvalues; {@code Math::sqrt} gives the principal root.
     * Eigenvalues by cyclic Jacobi rotations (Golub and Van Loan, 2013, section 8.5), to machine precision.
     */
    SymmetricMatrix3 mapped(DoubleUnaryOperator function) {
        double[][] diagonal = copy(values);
        double[][] vectors = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(diagonal); sweep++) {
            for (int[] pair : PAIRS) {
                rotate(diagonal, vectors, pair[0], pair[1]);
            }
        }
        double[][] result = new double[SIZE][SIZE];
        for (int k = 0; k < SIZE; k++) {
            double value = function.applyAsDouble(diagonal[k][k]);
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j < SIZE; j++) {
                    result[i][j] += vectors[i][k] * value * vectors[j][k];
                }
            }
        }
        return of(result);
    }

    /** Makes the element (p, q) zero. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double tau = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
        double cosine = 1 / Math.hypot(1, tangent);
        double sine = tangent * cosine;
        for (int i = 0; i < SIZE; i++) {
            turn(matrix[i], p, q, cosine, sine);
            turn(vectors[i], p, q, cosine, sine);
        }
        for (int i = 0; i < SIZE; i++) {
            double atP = matrix[p][i];
            double atQ = matrix[q][i];
            matrix[p][i] = cosine * atP - sine * atQ;
            matrix[q][i] = sine * atP + cosine * atQ;
        }
    }

    private static void turn(double[] row, int p, int q, double cosine, double sine) {
        double atP = row[p];
        double atQ = row[q];
        row[p] = cosine * atP - sine * atQ;
        row[q] = sine * atP + cosine * atQ;
    }

    private static boolean isDiagonal(double[][] matrix) {
        double beside = Math.abs(matrix[0][1]) + Math.abs(matrix[0][2]) + Math.abs(matrix[1][2]);
        double along = Math.abs(matrix[0][0]) + Math.abs(matrix[1][1]) + Math.abs(matrix[2][2]);
        return beside <= 1e-16 * along;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] result = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                for (int k = 0; k < SIZE; k++) {
                    result[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return result;
    }

    private static double[][] copy(double[][] matrix) {
        return new double[][] {matrix[0].clone(), matrix[1].clone(), matrix[2].clone()};
    }
}
