package org.stylize.engine.stylizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What has a say in the last bits of a result. */
final class SystemInfo {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    private SystemInfo() {}

    /** Versions of this program, Java, the engine and the system, once the engine runs. */
    static Map<String, String> versions() {
        return Map.of(
                "stylize",
                SoftwareVersion.text(),
                "java",
                Runtime.version().toString(),
                "engine",
                TorchEngine.version(),
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    /** The processor's model where the system tells it, else its architecture. */
    static String processor() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // no Linux
        }
    }
}
