package org.stylize.engine.stylizer;

import org.stylize.recipe.Execution;

/**
 * How much memory a stylizer may use.
 *
 * @param tileSidePixels longest side of what is computed at once, without the overlap of tiles; 64 or more; 0 for whole
 *     pictures if they fit into {@code jobBytes}, else tiles that fit
 * @param jobBytes memory for the feature maps of a job; 0 for half of what is free when the stylizer is opened, at most 1 GiB
 * @param styleCacheBytes memory for the descriptions of the latest style images; 0 for none
 */
public record MemorySettings(int tileSidePixels, long jobBytes, long styleCacheBytes) {
    /** Decides by the free memory, and keeps the descriptions of some fifty style images. */
    public static final MemorySettings AUTOMATIC = new MemorySettings(0, 0, 128L << 20);

    /** Smaller tiles would be mostly overlap. */
    public static final int SMALLEST_TILE_PIXELS = Execution.SMALLEST_TILE_PIXELS;

    public MemorySettings {
        if (tileSidePixels != 0 && tileSidePixels < SMALLEST_TILE_PIXELS) {
            throw new IllegalArgumentException(
                    "tileSidePixels must be at least " + SMALLEST_TILE_PIXELS + " but is " + tileSidePixels);
        }
        if (jobBytes < 0) {
            throw new IllegalArgumentException("jobBytes must be at least 0 but is " + jobBytes);
        }
        if (styleCacheBytes < 0) {
            throw new IllegalArgumentException("styleCacheBytes must be at least 0 but is " + styleCacheBytes);
        }
    }

    /** These settings with tiles of that side. */
    public MemorySettings withTileSidePixels(int pixels) {
        return new MemorySettings(pixels, jobBytes, styleCacheBytes);
    }
}
