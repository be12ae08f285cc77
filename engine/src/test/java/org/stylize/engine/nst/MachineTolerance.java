package org.stylize.engine.nst;

import org.stylize.engine.nst.compiled.NeedsBfloat16;

/**
 * How far a value may lie from one that was made in another order of sums. Golden values and tolerances were made on
 * processors with AVX-512. Without it the libraries below add in another order: PyTorch itself then gives other last bits,
 * and another gradient where two values of a maximum pooling tie. Measured there: 1.7 times a tolerance at one picture,
 * and 8 times in the third step, because each step of Adam amplifies a difference.
 */
public final class MachineTolerance {
    private static final double ELSEWHERE = 3;
    private static final double ELSEWHERE_FROM_STEP_3 = 50;

    private MachineTolerance() {}

    /** The tolerance on this machine at one picture, for one that holds on processors with AVX-512. */
    public static double of(double tolerance) {
        return NeedsBfloat16.Kernels.areThere() ? tolerance : ELSEWHERE * tolerance;
    }

    /** The same for losses after some steps, 1 for the first. */
    public static double of(double tolerance, int step) {
        return NeedsBfloat16.Kernels.areThere() || step < 3 ? of(tolerance) : ELSEWHERE_FROM_STEP_3 * tolerance;
    }
}
