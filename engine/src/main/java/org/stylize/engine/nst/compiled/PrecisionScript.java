package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchTypes.BFLOAT16;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT64;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.engine.Precision;

/** What a {@link Precision} means in a program. */
final class PrecisionScript {
    private PrecisionScript() {}

    /** Type of feature maps, their gradients and kernels. */
    static int mapType(Precision precision) {
        return switch (precision) {
            case FP32 -> FLOAT32;
            case BF16 -> BFLOAT16;
        };
    }

    /**
     * Type in which roots of matrices are computed. In 32 bits a gradient changes by some 1e-5: too much for results that
     * should be exact to 1e-5, and little beside the error of bfloat16 maps.
     */
    static int rootType(Precision precision) {
        return switch (precision) {
            case FP32 -> FLOAT64;
            case BF16 -> FLOAT32;
        };
    }

    /**
     * An expression: a picture in 32-bit floats as the first convolution reads it. In bfloat16 that is the rounded picture
     * and, as three more channels, the rounding errors, because conv1_1 reads the whole picture. This takes no measurable time
     * and removes a third of the gradient's error.
     */
    static String image(Precision precision, String picture) {
        return switch (precision) {
            case FP32 -> picture;
            case BF16 -> {
                String rounded = to(picture, BFLOAT16);
                String lost = "torch.sub(" + picture + ", " + to(rounded, FLOAT32) + ")";
                yield "torch.cat([" + rounded + ", " + to(lost, BFLOAT16) + "], 1)";
            }
        };
    }

    /** An expression: the kernel of the first convolution for such a picture. */
    static String imageKernel(Precision precision, String kernel) {
        return switch (precision) {
            case FP32 -> kernel;
            case BF16 -> "torch.cat([" + kernel + ", " + kernel + "], 1)";
        };
    }
}
