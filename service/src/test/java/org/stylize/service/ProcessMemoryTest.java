package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
    @TempDir
    Path directory;

    @Test
    void theKernelsKibibytesAreShownAsBytes() throws IOException {
        Path status = Files.writeString(
                directory.resolve("status"), "Name:\tjava\nVmHWM:\t  900000 kB\nVmRSS:\t  123456 kB\nThreads:\t12\n");
        assertThat(shown(status, "process.resident.memory")).isEqualTo(123456.0 * 1024);
        assertThat(shown(status, "process.resident.memory.peak")).isEqualTo(900000.0 * 1024);
    }

    @Test
    void whereTheKernelDoesNotSayNothingIsShown() throws IOException {
        assertThat(shown(directory.resolve("none"), "process.resident.memory")).isNaN();
        Path other = Files.writeString(directory.resolve("other"), "VmRSS:\tmuch\n");
        assertThat(shown(other, "process.resident.memory")).isNaN();
    }

    private static double shown(Path status, String name) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new ProcessMemory(status).bindTo(registry);
        return registry.get(name).gauge().value();
    }
}
