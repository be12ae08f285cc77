package org.stylize.engine.stylizer;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory on a CPU that this process may still use. */
final class FreeMemory {
    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private FreeMemory() {}

    /**
     * The available memory of the system (on Linux with the caches that it can release), at most the container's limit.
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
            // Falls back to what the Java runtime knows.
        }
        return system.getFreeMemorySize();
    }
}
