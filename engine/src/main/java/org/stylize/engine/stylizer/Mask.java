package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Rounding;

/** How much each pixel of the content image counts to a region, at any size of it. */
sealed interface Mask {
    /** The numbers of all pixels, row by row, from 0 to 1. */
    float[] weights(ImageSize size);

    /** Shape (1, 1, H, W), numbers of 0 to 1. */
    default NDArray at(ImageSize size, NDManager manager) {
        return manager.create(weights(size), new Shape(1, 1, size.height(), size.width()));
    }

    /**
     * A grey picture that says where in the content image a style applies: white fully, grey in part, and black or transparent
     * not at all.
     *
     * @param grey opaque
     */
    record Picture(RgbImage grey) implements Mask {
        /** A smaller region has too few positions at the deeper layers, and is probably a mistake. */
        static final double LEAST_SHARE = 0.001;

        /** The mask that a picture stands for. */
        static Picture of(RgbImage picture) {
            return new Picture(onBlack(picture));
        }

        /** The mean of the mask. */
        double share() {
            double sum = 0;
            float[] values = luminance(grey);
            for (float value : values) {
                sum += value;
            }
            return sum / values.length;
        }

        @Override
        public float[] weights(ImageSize size) {
            return luminance(PillowResampling.BILINEAR.resize(grey, size));
        }

        /** Luminance times alpha, as grey. Colours are seen on white: c·α + 1 − α, whatever the format was. */
        private static RgbImage onBlack(RgbImage picture) {
            if (picture.isOpaque()) {
                return picture;
            }
            float[] luminance = luminance(picture);
            byte[] alpha = picture.alpha().orElseThrow();
            float[] grey = new float[3 * luminance.length];
            for (int i = 0; i < grey.length; i++) {
                float transparent = 1 - (alpha[i / 3] & 0xff) / 255f;
                grey[i] = Math.max(0, luminance[i / 3] - transparent);
            }
            return RgbImage.ofUnits(picture.size(), grey, picture.bits(), Rounding.NEAREST);
        }

        /** Of the coded colours, as ITU-R BT.601 weighs them. */
        private static float[] luminance(RgbImage image) {
            float[] units = image.units();
            float[] luminance = new float[units.length / 3];
            for (int i = 0; i < luminance.length; i++) {
                double sum = 0.299 * units[3 * i] + 0.587 * units[3 * i + 1] + 0.114 * units[3 * i + 2];
                luminance[i] = (float) Math.min(1, sum);
            }
            return luminance;
        }
    }

    /**
     * Where styles are mixed in about one ratio, by soft masks.
     *
     * @param styles the mask of each style
     * @param lattice the ratios that there are
     * @param node the ratio of this one
     */
    record Band(List<Picture> styles, MixtureLattice lattice, MixtureLattice.Node node) implements Mask {
        public Band {
            styles = List.copyOf(styles);
        }

        @Override
        public float[] weights(ImageSize size) {
            return lattice.weights(
                    styles.stream().map(style -> style.weights(size)).toList(), node);
        }
    }
}
