package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.stylize.recipe.OptimizerSettings.Smoothing;

/**
 * The symmetric positive matrix P = Dᵀ·diag(p)·D, where D is the orthonormal discrete cosine transform (DCT-II) of each
 * colour along both axes and p = (1 + (λ·f)²)^(−order/2) at the frequency f = √((k/2H)² + (l/2W)²), in periods per pixel. The
 * cosine transform continues a picture by its mirror image: opposite borders do not influence each other.
 *
 * <p>A transform is two products of matrices, 6·H·W·(H + W) operations. Two transforms take 0.4 % of a step's operations at
 * 450×300, and a larger share for larger pictures.
 */
final class SpectralSmoothing {
    private static final int COLOURS = 3;

    private final NDArray rows;
    private final NDArray columns;
    private final NDArray factors;

    private SpectralSmoothing(NDArray rows, NDArray columns, NDArray factors) {
        this.rows = rows;
        this.columns = columns;
        this.factors = factors;
    }

    /**
     * For arrays of one shape.
     *
     * @param shape (1, 3, H, W)
     * @param keeper gets three arrays: (H, H), (W, W) and (H, W)
     */
    static SpectralSmoothing of(Smoothing settings, Shape shape, NDManager keeper) {
        int height = Math.toIntExact(shape.get(2));
        int width = Math.toIntExact(shape.get(3));
        NDArray factors = RowByRow.array(keeper, new Shape(height, width), (k, row) -> {
            for (int l = 0; l < width; l++) {
                double frequency = Math.hypot(k / (2.0 * height), l / (2.0 * width));
                double bent = 1 + Math.pow(settings.wavelengthPixels() * frequency, 2);
                row[l] = (float) Math.pow(bent, -settings.order() / 2);
            }
        });
        return new SpectralSmoothing(cosines(height, keeper), cosines(width, keeper), factors);
    }

    /** P·x, of the shape of x, on its manager. */
    NDArray of(NDArray x) {
        NDArray smoothed = x.zerosLike();
        for (int colour = 0; colour < COLOURS; colour++) {
            try (NDManager scope = x.getManager().newSubManager()) {
                NDArray weighted = spectrum(x, colour, scope).muli(factors);
                try (NDArray half = rows.transpose().matMul(weighted)) {
                    smoothed.set(plane(colour), half.matMul(columns));
                }
            }
        }
        return smoothed;
    }

    /** x·P·x. */
    double energy(NDArray x) {
        double energy = 0;
        for (int colour = 0; colour < COLOURS; colour++) {
            try (NDManager scope = x.getManager().newSubManager()) {
                NDArray spectrum = spectrum(x, colour, scope);
                energy += spectrum.muli(spectrum).muli(factors).sum().getFloat();
            }
        }
        return energy;
    }

    /**
     * D·x of one colour, (H, W), because three at once take three times the memory on the way; what is derived from the matrices
     * until the scope ends is closed with it.
     */
    private NDArray spectrum(NDArray x, int colour, NDManager scope) {
        rows.tempAttach(scope);
        columns.tempAttach(scope);
        factors.tempAttach(scope);
        try (NDArray plane = x.get(plane(colour));
                NDArray half = rows.matMul(plane)) {
            return half.matMul(columns.transpose());
        }
    }

    /** The place of a colour, (H, W). */
    private static NDIndex plane(int colour) {
        return new NDIndex(0, colour);
    }

    /** Row k has √(2/n)·cos(π·k·(i + ½)/n), and row 0 has 1/√n. */
    private static NDArray cosines(int n, NDManager keeper) {
        return RowByRow.array(keeper, new Shape(n, n), (k, row) -> {
            double norm = Math.sqrt((k == 0 ? 1.0 : 2.0) / n);
            for (int i = 0; i < n; i++) {
                row[i] = (float) (norm * Math.cos(Math.PI * k * (i + 0.5) / n));
            }
        });
    }
}
