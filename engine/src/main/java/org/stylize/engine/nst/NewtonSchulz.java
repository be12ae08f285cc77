package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;

/**
 * Roots of symmetric positive matrices by the coupled Newton–Schulz iteration (Higham, 2008, equation 6.35): with n =
 * |A|, the Frobenius norm, Y = A/n and Z = I, every round makes Y ← Y·T and Z ← T·Z of T = (3·I − Z·Y)/2, and Y·√n tends
 * to the root of A. After few rounds the roots of eigenvalues far below n are too small.
 *
 * <p>Meant for 64-bit floats: in 32 bits rounding changes the gradient of a Wasserstein loss by some 1e-5.
 */
final class NewtonSchulz {
    private NewtonSchulz() {}

    /** The root of {@code matrix}, shape (C, C). */
    static NDArray root(NDArray matrix, int rounds) {
        NDArray norm = matrix.square().sum().sqrt();
        NDArray three = Scalar.times(3, identity(matrix));
        NDArray y = matrix.div(norm);
        NDArray z = identity(matrix);
        for (int round = 0; round < rounds; round++) {
            NDArray t = Scalar.times(0.5, three.sub(z.matMul(y)));
            y = y.matMul(t);
            z = t.matMul(z);
        }
        return y.mul(norm.sqrt());
    }

    /**
     * The derivative of the root's trace with respect to the matrix, ½ · root⁻¹, by the iteration that solves the
     * Lyapunov equation root·X + X·root = I. Since I commutes with everything, X only is multiplied in each round.
     *
     * @param root shape (C, C), symmetric
     */
    static NDArray traceGradient(NDArray root, int rounds) {
        NDArray norm = root.square().sum().sqrt();
        NDArray three = Scalar.times(3, identity(root));
        NDArray a = root.div(norm);
        NDArray q = identity(root).div(norm);
        for (int round = 0; round < rounds; round++) {
            NDArray e = Scalar.times(0.5, three.sub(a.matMul(a)));
            q = q.matMul(e);
            a = a.matMul(e);
        }
        return Scalar.times(0.5, q);
    }

    private static NDArray identity(NDArray like) {
        int size = (int) like.getShape().get(0);
        return like.getManager().eye(size, size, 0, like.getDataType());
    }
}
