package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.stylize.recipe.ImageSize;

/**
 * The space in which pictures are optimized and the network reads them: (x / 255 − mean) / deviation for each colour, in
 * this order and in 32-bit floats, with the means and deviations of ImageNet. The order of the operations matters to the last bit,
 * because the signs in the gradient of total variation depend on equal neighbours.
 */
final class NormalizedSpace {
    private static final int COLOURS = 3;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    private static final float[] BLACK = {0, 0, 0};
    private static final float[] WHITE = {1, 1, 1};
    private static final Shape BY_COLOUR = new Shape(1, COLOURS, 1, 1);

    private NormalizedSpace() {}

    /**
     * A picture as the network reads it.
     *
     * @param units brightnesses from 0 to 1 in the order red, green, blue, row by row, without gaps
     * @return shape (1, 3, height, width), on {@code manager}
     * @throws IllegalArgumentException if there are more or fewer numbers than the size says
     */
    static NDArray of(NDManager manager, float[] units, ImageSize size) {
        return of(manager, at(units, size), size);
    }

    /** The same from numbers that are asked for one by one. */
    static NDArray of(NDManager manager, PictureSpace.Units units, ImageSize size) {
        return values(manager, units, size, MEAN, DEVIATION);
    }

    /** A picture as brightnesses from 0 to 1, otherwise as {@link #of(NDManager, PictureSpace.Units, ImageSize)}. */
    static NDArray unit(NDManager manager, PictureSpace.Units units, ImageSize size) {
        return values(manager, units, size, BLACK, WHITE);
    }

    /** @throws IllegalArgumentException if there are more or fewer numbers than the size says */
    static PictureSpace.Units at(float[] units, ImageSize size) {
        if (units.length != COLOURS * size.pixels()) {
            throw new IllegalArgumentException(
                    size + " pixels are " + COLOURS * size.pixels() + " colours but these are " + units.length);
        }
        return index -> units[index];
    }

    static List<Float> means() {
        return List.of(MEAN[0], MEAN[1], MEAN[2]);
    }

    static List<Float> deviations() {
        return List.of(DEVIATION[0], DEVIATION[1], DEVIATION[2]);
    }

    /** Means of red, green and blue, shape (1, 3, 1, 1). */
    static NDArray mean(NDManager manager) {
        return manager.create(MEAN, BY_COLOUR);
    }

    /** Deviations of red, green and blue, shape (1, 3, 1, 1). */
    static NDArray deviation(NDManager manager) {
        return manager.create(DEVIATION, BY_COLOUR);
    }

    /**
     * The picture as people see it.
     *
     * @param picture shape (1, 3, height, width); stays open
     * @return brightnesses cut to 0 to 1 in the order red, green, blue, row by row
     */
    static float[] toUnits(NDArray picture) {
        return units(picture, MEAN, DEVIATION);
    }

    /** As {@link #toUnits}, of a picture of brightnesses. */
    static float[] unitToUnits(NDArray picture) {
        return units(picture, BLACK, WHITE);
    }

    private static NDArray values(
            NDManager manager, PictureSpace.Units units, ImageSize size, float[] mean, float[] deviation) {
        Shape shape = new Shape(1, COLOURS, size.height(), size.width());
        return RowByRow.array(manager, shape, (row, values) -> {
            int colour = row / size.height();
            int from = row % size.height() * size.width() * COLOURS + colour;
            for (int x = 0; x < values.length; x++) {
                values[x] = (units.at(from + x * COLOURS) - mean[colour]) / deviation[colour];
            }
        });
    }

    private static float[] units(NDArray picture, float[] mean, float[] deviation) {
        int height = Math.toIntExact(picture.getShape().get(2));
        float[] units = new float[Math.toIntExact(picture.size())];
        RowByRow.read(picture, (row, values) -> {
            int colour = row / height;
            int to = row % height * values.length * COLOURS + colour;
            for (int x = 0; x < values.length; x++) {
                float unit = values[x] * deviation[colour] + mean[colour];
                units[to + x * COLOURS] = Math.max(0f, Math.min(1f, unit));
            }
        });
        return units;
    }
}
