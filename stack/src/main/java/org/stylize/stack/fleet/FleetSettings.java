package org.stylize.stack.fleet;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where and how a fleet runs.
 *
 * @param home root of the checkout, built
 * @param data directory for the data of broker and store, logs and ready files
 * @param kafkaPort 0 for any free one
 * @param s3Port 0 for any free one
 * @param gatewayPort 0 for any free one
 * @param properties more settings of gateway and workers, and options of the stack, by name; for example {@code 1} for
 *     {@code worker.threads}, {@code 5s} for {@code stack.lock-duration}, and an empty value for {@code stack.secure};
 *     those that begin with {@code otel.} or {@code quarkus.} are for gateway and workers alike
 */
public record FleetSettings(
        Path home, Path data, int kafkaPort, int s3Port, int gatewayPort, Map<String, String> properties) {
    public FleetSettings {
        requireNonNull(home, "home is null");
        requireNonNull(data, "data is null");
        properties = Map.copyOf(properties);
    }
}
