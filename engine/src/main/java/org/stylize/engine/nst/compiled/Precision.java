package org.stylize.engine.nst.compiled;

/** Numbers in which the network is run. The picture, the losses and the gradient's last sum are 32-bit floats always. */
public enum Precision {
    /** 32-bit floats throughout: agrees with {@link org.stylize.engine.nst.AutogradObjective} to rounding. */
    FP32(6, 4, 7),
    /**
     * Feature maps, their gradients and kernels in bfloat16: 8 bits of significand. Sums are made in 32 bits, and a Gram
     * matrix is rounded only after its target was subtracted.
     */
    BF16(15, 2, 6) {
        /**
         * Rounded, and beside it what rounding lost: conv1_1 sees the whole picture. It costs nothing that can be
         * measured and takes a third of the gradient's error away.
         */
        @Override
        String image(String picture) {
            String rounded = "torch.to(" + picture + ", 15)";
            return "torch.cat([" + rounded + ", torch.to(torch.sub(" + picture + ", torch.to(" + rounded
                    + ", 6)), 15)], 1)";
        }

        @Override
        String imageKernel(String kernel) {
            return "torch.cat([" + kernel + ", " + kernel + "], 1)";
        }
    };

    private final int scalarType;
    private final int bytes;
    private final int rootType;

    Precision(int scalarType, int bytes, int rootType) {
        this.scalarType = scalarType;
        this.bytes = bytes;
        this.rootType = rootType;
    }

    /** Of a number. */
    int bytes() {
        return bytes;
    }

    /** A picture in 32-bit floats as the first convolution reads it: an expression. */
    String image(String picture) {
        return picture;
    }

    /** The first kernel for such a picture: an expression. */
    String imageKernel(String kernel) {
        return kernel;
    }

    /** The engine's number of the type, {@code c10::ScalarType}. */
    int scalarType() {
        return scalarType;
    }

    /**
     * The engine's number of the type in which roots of matrices are made: 64-bit floats where the result is to be exact
     * to 1e-5, as 32 bits change a gradient by some 1e-5, which is nothing beside what bfloat16 maps change it by.
     */
    int rootType() {
        return rootType;
    }
}
