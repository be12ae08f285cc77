package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Variable.Space;

/**
 * The meaning of the numbers of an optimized picture. For each colour u = value · deviation + mean is its brightness from 0 to
 * 1; the normalized space has ImageNet's means and deviations, the RGB space 0 and 1.
 */
public enum PictureSpace {
    NORMALIZED {
        @Override
        public NDArray of(NDManager manager, Units units, ImageSize size) {
            return NormalizedSpace.of(manager, units, size);
        }

        @Override
        public float[] toUnits(NDArray picture) {
            return NormalizedSpace.toUnits(picture);
        }

        @Override
        public NDArray toNormalized(NDArray picture) {
            return picture;
        }

        @Override
        public NDArray ofUnit(NDArray unit) {
            return unit.sub(NormalizedSpace.mean(unit.getManager())).div(NormalizedSpace.deviation(unit.getManager()));
        }

        @Override
        public NDArray toUnit(NDArray picture) {
            NDManager manager = picture.getManager();
            return picture.mul(NormalizedSpace.deviation(manager)).add(NormalizedSpace.mean(manager));
        }

        @Override
        public NDArray clamped(NDArray picture) {
            NDManager manager = picture.getManager();
            NDArray black = ofUnit(manager.zeros(new Shape(1, 3, 1, 1)));
            NDArray white = ofUnit(manager.ones(new Shape(1, 3, 1, 1)));
            return picture.maximum(black).minimum(white);
        }
    },
    RGB {
        @Override
        public NDArray of(NDManager manager, Units units, ImageSize size) {
            return NormalizedSpace.unit(manager, units, size);
        }

        @Override
        public float[] toUnits(NDArray picture) {
            return NormalizedSpace.unitToUnits(picture);
        }

        @Override
        public NDArray toNormalized(NDArray picture) {
            return NORMALIZED.ofUnit(picture);
        }

        @Override
        public NDArray ofUnit(NDArray unit) {
            return unit;
        }

        @Override
        public NDArray toUnit(NDArray picture) {
            return picture;
        }

        @Override
        public NDArray clamped(NDArray picture) {
            return picture.clip(0f, 1f);
        }
    };

    /** Brightnesses of a picture. */
    @FunctionalInterface
    public interface Units {
        /** One number, by its place in the order red, green, blue, row by row. */
        float at(int index);
    }

    /** The space that a recipe names. */
    public static PictureSpace of(Space space) {
        return switch (space) {
            case NORMALIZED -> NORMALIZED;
            case RGB -> RGB;
        };
    }

    /**
     * A picture in this space.
     *
     * @param units brightnesses from 0 to 1 in the order red, green, blue, row by row, without gaps
     * @return shape (1, 3, height, width), on {@code manager}
     * @throws IllegalArgumentException if there are more or fewer numbers than the size says
     */
    public NDArray of(NDManager manager, float[] units, ImageSize size) {
        return of(manager, NormalizedSpace.at(units, size), size);
    }

    /** The same from brightnesses that are asked for one by one: a large picture needs no array of them in Java. */
    public abstract NDArray of(NDManager manager, Units units, ImageSize size);

    /**
     * The picture as people see it.
     *
     * @param picture shape (1, 3, height, width); stays open
     * @return brightnesses cut to 0 to 1 in the order red, green, blue, row by row
     */
    public abstract float[] toUnits(NDArray picture);

    /** The picture as the network reads it, on the picture's manager. */
    public abstract NDArray toNormalized(NDArray picture);

    /** A picture of brightnesses from 0 to 1 in this space, on its manager. */
    public abstract NDArray ofUnit(NDArray unit);

    /** The brightnesses from 0 to 1 of a picture in this space, on its manager. */
    public abstract NDArray toUnit(NDArray picture);

    /** The picture cut to what can be shown, a new array on its manager. */
    public abstract NDArray clamped(NDArray picture);

    /** Means of red, green and blue that become 0 in the normalized space. */
    public static List<Float> mean() {
        return NormalizedSpace.means();
    }

    /** Deviations of red, green and blue that become 1 in the normalized space. */
    public static List<Float> deviation() {
        return NormalizedSpace.deviations();
    }
}
