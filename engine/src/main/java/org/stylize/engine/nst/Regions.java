package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import org.stylize.recipe.Layer;

/**
 * Regions of the content image, each with a style of its own: Gatys, Ecker, Bethge, Hertzmann and Shechtman, *Controlling
 * Perceptual Factors in Neural Style Transfer* (2017), section 4.1. A region is a mask m that says how much each pixel counts
 * to it, 0 to 1; at a layer it is the mean of m over the pixels that a position stands for. A region with less than one whole
 * position at a layer has no statistics there, and is left out at that layer.
 *
 * @param levels one for each block of the network; none without regions
 */
public record Regions(List<Level> levels) {
    /** The whole picture has one style. */
    public static final Regions NONE = new Regions(List.of());

    private static final int BLOCKS = 5;
    private static final Shape TWO = new Shape(2, 2);

    public Regions {
        levels = List.copyOf(levels);
    }

    /**
     * The regions of some masks.
     *
     * @param masks at least one, each of shape (1, 1, H, W), of the content's size, numbers of 0 to 1; they stay open
     * @param keeper gets the arrays, and closes them
     */
    public static Regions of(List<NDArray> masks, NDManager keeper) {
        List<Level> levels = new ArrayList<>();
        NDArray all = NDArrays.concat(new NDList(masks), 1);
        all.attach(keeper);
        List<Double> shares = means(all);
        for (int block = 1; block <= BLOCKS; block++) {
            if (block > 1) {
                all = Pool.avgPool2d(all, TWO, TWO, new Shape(0, 0), false, false);
                all.attach(keeper);
            }
            levels.add(Level.of(all, shares));
        }
        return new Regions(levels);
    }

    /**
     * Checks that these are regions of a picture with some styles.
     *
     * @param content shape (1, 3, H, W)
     * @param expected number of regions
     * @throws IllegalArgumentException if there are more or fewer regions, if there are some but not one for each style, or if
     *     the masks have another size
     */
    public void check(Shape content, int styles, int expected) {
        if (count() != expected) {
            throw new IllegalArgumentException(
                    "the recipe was prepared for " + expected + " regions but there are " + count());
        }
        if (levels.isEmpty()) {
            return;
        }
        Shape masks = levels.get(0).masks().getShape();
        if (count() != styles || masks.get(2) != content.get(2) || masks.get(3) != content.get(3)) {
            throw new IllegalArgumentException("masks must be one for each of " + styles
                    + " styles and of the size of the content " + content + " but are " + masks);
        }
    }

    /** Number of regions. */
    public int count() {
        return levels.isEmpty() ? 0 : levels.get(0).shares().size();
    }

    /** The regions at a layer. */
    public Level at(Layer layer) {
        return levels.get(layer.block() - 1);
    }

    private static List<Double> means(NDArray masks) {
        long pixels = masks.getShape().get(2) * masks.getShape().get(3);
        return sums(masks).stream().map(sum -> sum / pixels).toList();
    }

    private static List<Double> sums(NDArray masks) {
        int regions = (int) masks.getShape().get(1);
        float[] values = masks.toFloatArray();
        int pixels = values.length / regions;
        List<Double> sums = new ArrayList<>();
        for (int region = 0; region < regions; region++) {
            double sum = 0;
            for (int i = region * pixels; i < (region + 1) * pixels; i++) {
                sum += values[i];
            }
            sums.add(sum);
        }
        return sums;
    }

    /**
     * All regions at the layers of one block.
     *
     * @param masks shape (1, R, h, w), one for each region
     * @param positions Σm of each region, in positions; 1 where a region is left out
     * @param shares of each region in the picture, by which its loss counts; 0 where a region is left out
     */
    public record Level(NDArray masks, List<Double> positions, List<Double> shares) {
        public Level {
            positions = List.copyOf(positions);
            shares = List.copyOf(shares);
        }

        private static Level of(NDArray masks, List<Double> sharesOfPicture) {
            List<Double> positions = sums(masks);
            List<Double> shares = new ArrayList<>();
            for (int region = 0; region < positions.size(); region++) {
                shares.add(positions.get(region) < 1 ? 0 : sharesOfPicture.get(region));
            }
            return new Level(
                    masks, positions.stream().map(sum -> Math.max(1, sum)).toList(), shares);
        }

        /** The features of one region. */
        CountedFeatures features(NDArray maps, int region) {
            return CountedFeatures.of(maps, masks.get(":, {}:{}", region, region + 1), positions.get(region));
        }

        /** Positions and shares as one array, shape (2, R). */
        public NDArray numbers() {
            int regions = positions.size();
            float[] numbers = new float[2 * regions];
            for (int region = 0; region < regions; region++) {
                numbers[region] = (float) (double) positions.get(region);
                numbers[regions + region] = (float) (double) shares.get(region);
            }
            return masks.getManager().create(numbers, new Shape(2, regions));
        }
    }
}
