package org.stylize.engine.stylizer;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that this process may still take on a CPU. */
final class FreeMemory {
    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private FreeMemory() {}

    /**
     * The least of what the system has to give (on Linux: counting the caches that it would give up) and what is left of
     * the container's limit.
     */
    static long bytes() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try {
            if (Files.isReadable(LINUX)) {
                for (String line : Files.readAllLines(LINUX)) {
                    if (line.startsWith(AVAILABLE)) {
                        long available = 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                        return Math.min(available, system.getTotalMemorySize());
                    }
                }
            }
        } catch (IOException e) {
            // As where there is no such file.
        }
        return system.getFreeMemorySize();
    }
}
