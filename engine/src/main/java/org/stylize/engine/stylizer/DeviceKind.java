package org.stylize.engine.stylizer;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the bytes of a result depend on, of a device: the engine chooses its kernels by it, and kernels round differently. Of a
 * CPU these are the instruction sets for vectors and the number of threads, by which sums are divided; of a GPU it is the compute
 * capability.
 *
 * @param text equal for devices of the same kind
 */
record DeviceKind(String text) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String FLAGS = "flags";

    /** The kind of a device of the running engine. */
    static DeviceKind of(Device device) {
        return new DeviceKind(
                device.isGpu()
                        ? "gpu " + CudaUtils.getComputeCapability(device.getDeviceId())
                        : "cpu " + vectorInstructions() + ", threads " + JniUtils.getNumThreads());
    }

    /** In alphabetical order; the processor's architecture where the system does not tell them. */
    private static String vectorInstructions() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith(FLAGS))
                    .findFirst()
                    .map(line -> Arrays.stream(
                                    line.substring(line.indexOf(':') + 1).split(" "))
                            .filter(DeviceKind::isForVectors)
                            .sorted()
                            .collect(Collectors.joining(" ")))
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // no Linux
        }
    }

    private static boolean isForVectors(String flag) {
        return flag.startsWith("avx") || flag.startsWith("amx") || flag.startsWith("fma");
    }
}
