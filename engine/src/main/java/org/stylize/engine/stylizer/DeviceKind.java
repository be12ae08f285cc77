package org.stylize.engine.stylizer;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the bytes of a result depend on, of a device: the engine chooses its kernels by it, and kernels round differently. Of a
 * CPU these are the maker, the instruction sets for vectors, and the number of threads, by which sums are divided; of a GPU it
 * is the compute capability.
 *
 * @param processor equal for devices of the same kind
 * @param threads of one operator on a CPU; 0 on a GPU
 */
record DeviceKind(String processor, int threads) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** The kind of a device of the running engine. */
    static DeviceKind of(Device device) {
        return device.isGpu()
                ? new DeviceKind("gpu " + CudaUtils.getComputeCapability(device.getDeviceId()), 0)
                : new DeviceKind("cpu " + ofSystem(), JniUtils.getNumThreads());
    }

    /** Equal where the bytes of results are equal. */
    String text() {
        return threads == 0 ? processor : processor + ", threads " + threads;
    }

    /** The architecture, and more where the system tells it. */
    private static String ofSystem() {
        String architecture = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return architecture + " "
                    + of(lines.takeWhile(line -> !line.isBlank()).toList());
        } catch (IOException e) {
            return architecture; // no Linux
        }
    }

    /**
     * The maker and, in alphabetical order, the instruction sets for vectors.
     *
     * @param lines about a processor in {@code /proc/cpuinfo}
     */
    static String of(List<String> lines) {
        return Stream.concat(values(lines, "vendor_id"), values(lines, "flags").filter(DeviceKind::isForVectors))
                .collect(Collectors.joining(" "));
    }

    private static Stream<String> values(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .limit(1)
                .flatMap(line -> Arrays.stream(
                        line.substring(line.indexOf(':') + 1).strip().split(" ")))
                .sorted();
    }

    private static boolean isForVectors(String flag) {
        return flag.startsWith("avx") || flag.startsWith("amx") || flag.startsWith("fma");
    }
}
