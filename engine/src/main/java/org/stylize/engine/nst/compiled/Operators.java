package org.stylize.engine.nst.compiled;

import ai.djl.Device;

/** How a convolution is written for a device. Kernels are 3×3 with stride 1. */
enum Operators {
    /** oneDNN on a CPU: ReLU fused into the convolution, kernels in its own memory layout. */
    ONE_DNN {
        @Override
        String convolution(String maps, String kernel, String bias, int zeros, boolean rectified) {
            return "ops.mkldnn._convolution_pointwise(" + maps + ", " + kernel + ", " + bias
                    + ", " + both(zeros) + ", [1, 1], [1, 1], 1, \"" + (rectified ? "relu" : "none")
                    + "\", annotate(List[Optional[number]], []), \"\")";
        }

        @Override
        String packed(String kernel, String inputSize, String zeros) {
            return "torch.mkldnn_reorder_conv2d_weight(torch.to_mkldnn(" + kernel + "), " + both(zeros)
                    + ", [1, 1], [1, 1], 1, " + inputSize + ")";
        }
    },
    /** Any device. */
    ATEN {
        @Override
        String convolution(String maps, String kernel, String bias, int zeros, boolean rectified) {
            String convolution =
                    "torch.conv2d(" + maps + ", " + kernel + ", " + bias + ", [1, 1], " + both(zeros) + ", [1, 1], 1)";
            return rectified ? "torch.relu_(" + convolution + ")" : convolution;
        }

        @Override
        String packed(String kernel, String inputSize, String zeros) {
            return kernel;
        }
    };

    /** The fastest for a device. */
    static Operators of(Device device) {
        return device.isGpu() ? ATEN : ONE_DNN;
    }

    /**
     * A convolution.
     *
     * @param kernel what {@link #packed} made
     * @param bias a variable, or {@code None}
     * @param zeros rows and columns of zeros that are added on each side of the maps
     * @param rectified whether a ReLU follows
     */
    abstract String convolution(String maps, String kernel, String bias, int zeros, boolean rectified);

    /**
     * A kernel in the memory layout that the convolution reads.
     *
     * @param inputSize variable with the sizes of the maps for which it is fastest
     * @param zeros as the convolution will be given them: a number or a variable
     */
    abstract String packed(String kernel, String inputSize, String zeros);

    private static String both(Object size) {
        return "[" + size + ", " + size + "]";
    }
}
