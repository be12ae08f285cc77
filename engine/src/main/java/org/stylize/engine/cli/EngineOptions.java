package org.stylize.engine.cli;

import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageLimits;
import picocli.CommandLine.Option;

/** What works. */
final class EngineOptions {
    static final int LONGEST_SIDE_PIXELS = 4096;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Device to run on: cpu, gpu0, gpu1 ... Default: cpu.")
    private String device = "cpu";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads on a CPU. Default: 1, since threads that wait for each other often cost more than they"
                            + " gain.")
    private int threads = 1;

    @Option(
            names = "--back-end",
            paramLabel = "NAME",
            description =
                    "What computes losses and gradients: compiled, or reference for the plain formulas in fp32, slowly."
                            + " Default: compiled.")
    private BackEndKind backEnd = BackEndKind.COMPILED;

    @Option(
            names = "--tile-side",
            paramLabel = "PIXELS",
            description = "Longest side of a tile, " + MemorySettings.SMALLEST_TILE_PIXELS
                    + " or more. A larger picture is painted in tiles, with the same result: it takes more time and less"
                    + " memory. Default: tiles only where half of the free memory, at most 1 GiB, is not enough.")
    private int tileSide;

    /** With the shipped weights. */
    StylizerSettings settings() {
        if (threads < 1) {
            throw new UsageException("--threads: must be at least 1 but is " + threads);
        }
        if (tileSide != 0 && !backEnd.hasTiles()) {
            throw new UsageException("--tile-side: only the compiled back end works in tiles");
        }
        if (tileSide != 0 && tileSide < MemorySettings.SMALLEST_TILE_PIXELS) {
            throw new UsageException(
                    "--tile-side: must be at least " + MemorySettings.SMALLEST_TILE_PIXELS + " but is " + tileSide);
        }
        return new StylizerSettings(
                device,
                threads,
                WeightsSource.shipped(),
                LONGEST_SIDE_PIXELS,
                backEnd,
                MemorySettings.AUTOMATIC.withTileSidePixels(tileSide),
                false,
                ImageLimits.DEFAULT);
    }
}
