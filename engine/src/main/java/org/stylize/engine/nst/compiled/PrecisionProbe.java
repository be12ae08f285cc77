package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.to;
import static org.stylize.engine.nst.compiled.TorchTypes.toChannelsLast;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.KnownPrecisions;

/**
 * Measures in which precision a device convolves at less cost. The list of a processor's features does not tell: with tile
 * units (AMX) bfloat16 was 6 times as fast as 32-bit floats; without them, the same processor was slower in bfloat16.
 *
 * <p>On a CPU the cost is processor time of the calling thread. An operator divides its work evenly among the engine's
 * threads, of which the calling one is the first, so its time stands for all of them. Time in which other programs have the
 * processor does not count, nor do other threads of this program. On a GPU, which works while the thread waits, the cost is
 * elapsed time.
 */
final class PrecisionProbe {
    private static final int CHANNELS = 128;
    private static final int HEIGHT_PIXELS = 32;
    private static final int WIDTH_PIXELS = 48;
    /** A GPU gets larger maps; with small ones only the launch of the work would be measured. */
    private static final int GPU_SCALE = 16;

    private PrecisionProbe() {}

    /**
     * The precisions of the manager's device, the best first: {@link Precision#BF16} if it is clearly cheaper, else {@link
     * Precision#FP32}. For processors without AVX-512 the engine has no kernels in bfloat16; then there is nothing to try. Else
     * trying takes some tens of milliseconds, unless the precisions are known. Closes all arrays that it makes.
     */
    static List<Precision> bestFirst(NDManager device, KnownPrecisions known) {
        Optional<List<Precision>> before = known.bestFirst();
        if (before.isPresent()) {
            return before.get();
        }
        try (NDManager scope = device.newSubManager()) {
            Optional<Runnable> bf16 = inBfloat16(scope);
            if (bf16.isEmpty()) {
                return List.of(Precision.FP32);
            }
            PrecisionTrials trials = new PrecisionTrials(costNanos(device.getDevice()));
            List<Precision> found = trials.bestFirst(work(Precision.FP32, scope), bf16.get());
            known.found(found);
            return found;
        }
    }

    private static LongSupplier costNanos(Device device) {
        if (device.isGpu()) {
            return System::nanoTime;
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /** The work in bfloat16, if the engine can do it. */
    private static Optional<Runnable> inBfloat16(NDManager scope) {
        try {
            Runnable work = work(Precision.BF16, scope);
            work.run();
            return Optional.of(work);
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    /** A convolution with its arrays on the scope. */
    private static Runnable work(Precision precision, NDManager scope) {
        Operators operators = Operators.of(scope.getDevice());
        int scale = scope.getDevice().isGpu() ? GPU_SCALE : 1;
        int height = scale * HEIGHT_PIXELS;
        int width = scale * WIDTH_PIXELS;
        Script script = new Script();
        script.method("maps(self, x: Tensor) -> Tensor").line("return %s", toChannelsLast("x", mapType(precision)));
        script.method("kernel(self, k: Tensor, size: List[int]) -> Tensor")
                .line("return %s", operators.packed("self.maps(k)", "size", "1"));
        // The sum is read back: a device that works asynchronously has to finish first.
        script.method("convolve(self, x: Tensor, w: Tensor) -> Tensor")
                .line("return %s", to("torch.sum(" + operators.convolution("x", "w", "None", 1, false) + ")", FLOAT32));
        TorchScriptModule module = TorchScriptModule.load(scope, script.text());
        NDArray maps = module.run(
                        scope, "maps", argument(scope.ones(new Shape(1, CHANNELS, height, width), DataType.FLOAT32)))
                .singletonOrThrow();
        NDArray kernel = module.run(
                        scope,
                        "kernel",
                        argument(scope.ones(new Shape(CHANNELS, CHANNELS, 3, 3), DataType.FLOAT32)),
                        IValue.listFrom(1, CHANNELS, height, width))
                .singletonOrThrow();
        return () -> module.run(scope, "convolve", argument(maps), argument(kernel))
                .singletonOrThrow()
                .getFloat();
    }
}
