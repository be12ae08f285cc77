package org.stylize.engine.stylizer;

import static java.util.Objects.requireNonNull;

import org.stylize.image.ImageLimits;

/**
 * Settings of a stylizer.
 *
 * @param device {@code cpu}, {@code gpu0}, {@code gpu1}, …
 * @param threads threads of the engine on a CPU, at least 1; the first stylizer of a process decides
 * @param weights of the network
 * @param longestSidePixels longest side of a picture at any scale, at least 32; larger jobs are refused
 * @param backEnd that computes losses and gradients
 * @param memory that may be used
 * @param warm whether to do one step before the first job, which then starts as fast as later jobs
 * @param limits of each picture file
 */
public record StylizerSettings(
        String device,
        int threads,
        WeightsSource weights,
        int longestSidePixels,
        BackEndKind backEnd,
        MemorySettings memory,
        boolean warm,
        ImageLimits limits) {
    public StylizerSettings {
        requireNonNull(device, "device is null");
        requireNonNull(weights, "weights is null");
        requireNonNull(backEnd, "backEnd is null");
        requireNonNull(memory, "memory is null");
        requireNonNull(limits, "limits is null");
        if (memory.tileSidePixels() > 0 && !backEnd.hasTiles()) {
            throw new IllegalArgumentException("memory.tileSidePixels must be 0 with the back end " + backEnd.label()
                    + ", which has no tiles, but is " + memory.tileSidePixels());
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but are " + threads);
        }
        if (longestSidePixels < 32) {
            throw new IllegalArgumentException("longestSidePixels must be at least 32 but is " + longestSidePixels);
        }
    }
}
