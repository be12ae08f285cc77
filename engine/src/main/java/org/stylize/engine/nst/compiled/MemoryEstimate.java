package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.recipe.Layer;

/**
 * About how much memory an evaluation takes for what the network sees at once: the maps that the backward pass needs, and two
 * gradients. Not included are weights and kernels (some 200 MiB at any size), and the arrays of the optimizer (12 bytes a pixel
 * each), which are not in tiles.
 *
 * @param bytesPerPixel of the picture
 * @param reachPixels overlap of tiles
 */
record MemoryEstimate(double bytesPerPixel, int reachPixels) {
    private static final int[] CHANNELS = {64, 128, 256, 512, 512};

    private static final int LARGEST_TILE_PIXELS = 1024;
    /** Where tiles overlap by so little that smaller ones cost next to nothing. */
    private static final int LARGEST_SHALLOW_TILE_PIXELS = 512;

    /** Of a tile of {@value #LARGEST_SHALLOW_TILE_PIXELS} pixels, the overlap is a seventh then. */
    private static final int SHALLOW_REACH_PIXELS = 16;

    private static final int SMALLEST_TILE_PIXELS = 256;
    private static final int TILE_STEP_PIXELS = 128;

    /**
     * The estimate for a network.
     *
     * @param layers that are run, from the picture inwards
     * @param numberBytes of a number in a map
     * @param poolingBytes {@link PoolingScript#keptBytes}
     */
    static MemoryEstimate of(List<Layer> layers, int numberBytes, int poolingBytes, int reachPixels) {
        double kept = 0;
        double most = 0;
        int block = 0;
        for (Layer layer : layers) {
            // Numbers of a map at this layer for each pixel of the picture.
            double numbers = CHANNELS[layer.block() - 1] / Math.pow(4, layer.block() - 1);
            if (layer.block() != block && block > 0) {
                double pooled = CHANNELS[block - 1] / Math.pow(4, block);
                kept += pooled * (numberBytes + poolingBytes);
            }
            block = layer.block();
            if (layer.rectified() || layer.equals(layers.get(layers.size() - 1))) {
                kept += numbers * numberBytes;
            }
            most = Math.max(most, kept + 2 * numbers * numberBytes);
        }
        return new MemoryEstimate(most, reachPixels);
    }

    /** This estimate with what losses of feature maps need beside the maps, one loss at a time. */
    MemoryEstimate withWorkOf(List<TermScript.OfMaps> losses) {
        double most = losses.stream()
                .mapToDouble(loss -> {
                    int block = loss.tap().block();
                    return loss.workBytes(CHANNELS[block - 1]) / Math.pow(4, block - 1);
                })
                .max()
                .orElse(0);
        return new MemoryEstimate(bytesPerPixel + most, reachPixels);
    }

    /** For a picture of shape (1, 3, H, W) as a whole. */
    long wholeBytes(Shape picture) {
        return (long) (bytesPerPixel * picture.get(2) * picture.get(3));
    }

    /** The longest side of tiles that take at most the given memory; {@link PreparedRecipe#WHOLE_PICTURE} if the whole picture fits. */
    int tileSidePixels(Shape picture, long mostBytes) {
        if (wholeBytes(picture) <= mostBytes) {
            return PreparedRecipe.WHOLE_PICTURE;
        }
        int side = reachPixels <= SHALLOW_REACH_PIXELS ? LARGEST_SHALLOW_TILE_PIXELS : LARGEST_TILE_PIXELS;
        while (side > SMALLEST_TILE_PIXELS && tileBytes(side) > mostBytes) {
            side -= TILE_STEP_PIXELS;
        }
        return side;
    }

    private double tileBytes(int sidePixels) {
        double side = sidePixels + 2.0 * reachPixels;
        return bytesPerPixel * side * side;
    }
}
