package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.to;
import static org.stylize.engine.nst.compiled.TorchTypes.toChannelsLast;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.stylize.engine.Precision;

/**
 * Measures in which precision a device convolves faster. The list of a processor's features does not tell: with tile units
 * (AMX) bfloat16 was 6 times as fast as 32-bit floats; without them, the same processor was slower in bfloat16.
 */
final class PrecisionProbe {
    private static final int CHANNELS = 128;
    private static final int HEIGHT_PIXELS = 32;
    private static final int WIDTH_PIXELS = 48;
    /** A GPU gets larger maps; with small ones only the launch of the work would be measured. */
    private static final int GPU_SCALE = 16;

    private static final int TRIALS = 5;
    /** bfloat16 has to be faster by this factor, because it is less exact. */
    private static final double WORTH_WHILE = 1.25;

    private PrecisionProbe() {}

    /**
     * The precisions of the manager's device, the best first: {@link Precision#BF16} if it is clearly faster, else {@link
     * Precision#FP32}. Takes some tens of milliseconds, and closes all arrays that it makes. For processors without AVX-512 the
     * engine has no kernels in bfloat16.
     */
    static List<Precision> bestFirst(NDManager device) {
        double fp32 = seconds(Precision.FP32, device);
        try {
            return seconds(Precision.BF16, device) * WORTH_WHILE < fp32
                    ? List.of(Precision.BF16, Precision.FP32)
                    : List.of(Precision.FP32, Precision.BF16);
        } catch (EngineException e) {
            return List.of(Precision.FP32);
        }
    }

    /** The shortest of some trials: other work on the machine makes a trial longer, never shorter. */
    private static double seconds(Precision precision, NDManager device) {
        try (NDManager scope = device.newSubManager()) {
            Operators operators = Operators.of(device.getDevice());
            int scale = device.getDevice().isGpu() ? GPU_SCALE : 1;
            int height = scale * HEIGHT_PIXELS;
            int width = scale * WIDTH_PIXELS;
            Script script = new Script();
            script.method("maps(self, x: Tensor) -> Tensor").line("return %s", toChannelsLast("x", mapType(precision)));
            script.method("kernel(self, k: Tensor, size: List[int]) -> Tensor")
                    .line("return %s", operators.packed("self.maps(k)", "size", "1"));
            // The sum is read back: a device that works asynchronously has to finish first.
            script.method("convolve(self, x: Tensor, w: Tensor) -> Tensor")
                    .line(
                            "return %s",
                            to("torch.sum(" + operators.convolution("x", "w", "None", 1, false) + ")", FLOAT32));
            TorchScriptModule module = TorchScriptModule.load(scope, script.text());
            NDArray maps = module.run(
                            scope,
                            "maps",
                            argument(scope.ones(new Shape(1, CHANNELS, height, width), DataType.FLOAT32)))
                    .singletonOrThrow();
            NDArray kernel = module.run(
                            scope,
                            "kernel",
                            argument(scope.ones(new Shape(CHANNELS, CHANNELS, 3, 3), DataType.FLOAT32)),
                            IValue.listFrom(1, CHANNELS, height, width))
                    .singletonOrThrow();
            double best = Double.POSITIVE_INFINITY;
            for (int trial = 0; trial <= TRIALS; trial++) {
                long began = System.nanoTime();
                module.run(scope, "convolve", argument(maps), argument(kernel))
                        .singletonOrThrow()
                        .getFloat();
                best = Math.min(best, (System.nanoTime() - began) / 1e9);
            }
            return best;
        }
    }
}
