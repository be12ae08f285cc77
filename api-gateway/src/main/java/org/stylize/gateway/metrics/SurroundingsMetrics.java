package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows what the gateway stands on: Kafka, the store, its disks, its certificate, the keys in use. Read at each scrape. */
public final class SurroundingsMetrics implements AutoCloseable {
    private final MeterRegistry registry;
    private final List<Meter> watching = new CopyOnWriteArrayList<>();

    public SurroundingsMetrics(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry is null");
    }

    public void watchKafka(BooleanSupplier isUp) {
        watchUp("stylize.kafka.up", "1 if Kafka answered the gateway's last look at the queue", isUp);
    }

    public void watchStore(BooleanSupplier isUp) {
        watchUp("stylize.store.up", "1 if the S3 store answered the gateway's last question for its bucket", isUp);
    }

    private void watchUp(String name, String description, BooleanSupplier isUp) {
        watching.add(Gauge.builder(name, isUp, now -> now.getAsBoolean() ? 1 : 0)
                .description(description)
                .strongReference(true) // nothing else refers to the supplier
                .register(registry));
    }

    /**
     * Shows free and whole space of the disk that has a directory.
     *
     * @param use what the directory is for
     * @param directory need not exist yet
     */
    public void watchDisk(String use, Path directory) {
        Path absolute = directory.toAbsolutePath();
        watching.add(Gauge.builder("stylize.disk.free", absolute, path -> bytes(path, FileStore::getUsableSpace))
                .description("Bytes that are free on the disk of a directory of the gateway")
                .baseUnit("bytes")
                .tag("directory", use)
                .strongReference(true)
                .register(registry));
        watching.add(Gauge.builder("stylize.disk.size", absolute, path -> bytes(path, FileStore::getTotalSpace))
                .description("Size of the disk of a directory of the gateway")
                .baseUnit("bytes")
                .tag("directory", use)
                .strongReference(true)
                .register(registry));
    }

    /**
     * Shows when the certificate expires.
     *
     * @param end of the certificate's time, if there is one that can be read
     */
    public void watchCertificate(Supplier<Optional<Instant>> end) {
        watchEnd(
                "stylize.certificate.expiry.timestamp",
                "Unix time at which the certificate of the gateway's port expires; NaN without a certificate",
                end);
    }

    /**
     * Shows when the first of the keys expires.
     *
     * @param end the earliest of the keys that are in use, if one of them ends
     */
    public void watchKeys(Supplier<Optional<Instant>> end) {
        watchEnd(
                "stylize.access.key.expiry.timestamp",
                "Unix time at which the first of the API keys used in the last day expires; NaN if none does",
                end);
    }

    private void watchEnd(String name, String description, Supplier<Optional<Instant>> end) {
        watching.add(Gauge.builder(name, end, now -> now.get()
                        .map(time -> (double) time.getEpochSecond())
                        .orElse(Double.NaN))
                .description(description)
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry));
    }

    private interface Space {
        long of(FileStore store) throws IOException;
    }

    private static double bytes(Path directory, Space space) {
        @Nullable Path existing = directory;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return existing == null ? Double.NaN : space.of(Files.getFileStore(existing));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Removes what {@code watch} added, because a gateway that starts later in the same process adds its own. */
    @Override
    public void close() {
        watching.forEach(registry::remove);
        watching.clear();
    }
}
