package org.stylize.engine;

import org.stylize.recipe.Execution;
import org.stylize.recipe.Network;

/**
 * Numbers in which the network is run: what a recipe's {@link Network.Precision} becomes on a device. The picture, the
 * losses and the gradient's last sum are always 32-bit floats.
 */
public enum Precision {
    /** 32-bit floats throughout. */
    FP32(4, Network.Precision.FP32),
    /**
     * Feature maps, their gradients and kernels in bfloat16, which has 8 bits of significand. Sums are made in 32 bits, and a
     * Gram matrix is rounded only after its target was subtracted.
     */
    BF16(2, Network.Precision.BF16);

    private final int bytes;
    private final Network.Precision choice;

    Precision(int bytes, Network.Precision choice) {
        this.bytes = bytes;
        this.choice = choice;
    }

    /**
     * The precision that a recipe gets.
     *
     * @param automatic what {@link Network.Precision#AUTO} stands for on the device
     */
    public static Precision of(Network.Precision choice, Precision automatic) {
        return switch (choice) {
            case FP32 -> FP32;
            case BF16 -> BF16;
            case AUTO -> automatic;
        };
    }

    /** The choice of a recipe that always gets this precision. */
    public Network.Precision choice() {
        return choice;
    }

    /** The precision of an execution. */
    public static Precision of(Execution execution) {
        return of(execution.precision(), FP32);
    }

    /** Name in JSON. */
    public String label() {
        return choice.label();
    }

    /** Size of one number of a feature map. */
    public int bytes() {
        return bytes;
    }
}
