package org.stylize.engine.stylizer;

import static java.util.Objects.requireNonNull;

import org.stylize.image.ImageLimits;

/**
 * What a stylizer is given at start.
 *
 * @param device {@code cpu}, {@code gpu0}, {@code gpu1}, …
 * @param threads threads of the engine on a CPU, at least 1; the first stylizer of a process decides
 * @param weights of the network
 * @param longestSidePixels longest side of a picture as it is worked on, at least 32; larger jobs are refused
 * @param backEnd computes losses and gradients
 * @param memory how much of it may be taken
 * @param warm whether to work once before the first job, so that it begins as fast as the next
 * @param limits of every picture of a job, as it comes
 */
public record StylizerSettings(
        String device,
        int threads,
        WeightsSource weights,
        int longestSidePixels,
        BackEnd backEnd,
        MemorySettings memory,
        boolean warm,
        ImageLimits limits) {
    /** With the default limits of pictures. */
    public StylizerSettings(
            String device,
            int threads,
            WeightsSource weights,
            int longestSidePixels,
            BackEnd backEnd,
            MemorySettings memory,
            boolean warm) {
        this(device, threads, weights, longestSidePixels, backEnd, memory, warm, ImageLimits.DEFAULT);
    }

    /** With the fast back end. */
    public StylizerSettings(String device, int threads, WeightsSource weights, int longestSidePixels) {
        this(device, threads, weights, longestSidePixels, BackEnd.COMPILED);
    }

    /** With as much memory as seems right, and not warmed up. */
    public StylizerSettings(String device, int threads, WeightsSource weights, int longestSidePixels, BackEnd backEnd) {
        this(device, threads, weights, longestSidePixels, backEnd, MemorySettings.AUTOMATIC, false);
    }

    public StylizerSettings {
        requireNonNull(device, "device is null");
        requireNonNull(weights, "weights is null");
        requireNonNull(backEnd, "backEnd is null");
        requireNonNull(memory, "memory is null");
        requireNonNull(limits, "limits is null");
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but are " + threads);
        }
        if (longestSidePixels < 32) {
            throw new IllegalArgumentException("longestSidePixels must be at least 32 but is " + longestSidePixels);
        }
    }
}
