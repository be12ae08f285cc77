package org.stylize.worker.nst.compiled;

/** Numbers in which the network is run. The picture, the losses and the gradient's last sum are 32-bit floats always. */
public enum Precision {
    /** 32-bit floats throughout: agrees with {@link org.stylize.worker.nst.AutogradObjective} to rounding. */
    FP32(6),
    /**
     * Feature maps, their gradients and kernels in bfloat16: 8 bits of significand. Sums are made in 32 bits, and a Gram
     * matrix is rounded only after its target was subtracted.
     */
    BF16(15);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** The engine's number of the type, {@code c10::ScalarType}. */
    int scalarType() {
        return scalarType;
    }
}
