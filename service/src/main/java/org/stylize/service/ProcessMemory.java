package org.stylize.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Shows the memory that the process has, native memory included, which the metrics of the JVM leave out: tensors of PyTorch, tables of
 * RocksDB. Read at each scrape from Linux's {@code /proc/self/status}; NaN where there is none.
 */
public final class ProcessMemory implements MeterBinder {
    private static final int BYTES_PER_KIB = 1024;

    private final Path status;

    public ProcessMemory() {
        this(Path.of("/proc/self/status"));
    }

    ProcessMemory(Path status) {
        this.status = status;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        add(
                registry,
                "process.resident.memory",
                "VmRSS:",
                "Memory of the process that is in RAM, native memory included");
        add(registry, "process.resident.memory.peak", "VmHWM:", "Most memory that the process had in RAM");
    }

    private void add(MeterRegistry registry, String name, String field, String description) {
        Gauge.builder(name, this, memory -> memory.bytes(field))
                .description(description)
                .baseUnit("bytes")
                .strongReference(true) // nothing else need refer to this
                .register(registry);
    }

    private double bytes(String field) {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(field)) {
                    String kib =
                            line.substring(field.length()).replace("kB", "").strip();
                    return Double.parseDouble(kib) * BYTES_PER_KIB;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return Double.NaN; // not Linux
        }
        return Double.NaN;
    }
}
