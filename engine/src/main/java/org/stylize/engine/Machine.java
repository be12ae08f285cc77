package org.stylize.engine;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * What works: all that has a say in the last bits of a result and is the same for all jobs of a stylizer.
 *
 * @param versions of this program, Java, the engine and the system
 * @param processor its model, as far as the system tells
 * @param device {@code cpu}, {@code gpu0}, …
 * @param weights of the network
 */
public record Machine(Map<String, String> versions, String processor, String device, Weights weights) {
    public Machine {
        versions = Map.copyOf(versions);
        requireNonNull(processor, "processor is null");
        requireNonNull(device, "device is null");
        requireNonNull(weights, "weights is null");
    }

    /** By name. */
    @Override
    public Map<String, String> versions() {
        return new TreeMap<>(versions);
    }

    /** The network's weights: where they lay, and their digest. */
    public record Weights(String location, String sha256) {
        public Weights {
            requireNonNull(location, "location is null");
            requireNonNull(sha256, "sha256 is null");
        }
    }
}
