package org.stylize.engine.nst.compiled;

import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;
import org.stylize.recipe.Layer;

/** What one loss adds to the program: its target, its value and its gradient. */
sealed interface TermScript permits TermScript.OfMaps, TermScript.OfPicture {
    /** The loss that is written. */
    PlacedLoss loss();

    /** Where the program has its weight. */
    Weight weight();

    /** Which picture the target is made from. */
    Source source();

    <R> R match(Cases<R> cases);

    /** One function for each thing that a loss reads. */
    interface Cases<R> {
        R ofMaps(OfMaps script);

        R ofPicture(OfPicture script);
    }

    /** Which picture the target is made from. */
    enum Source {
        CONTENT,
        STYLE,
        /** The loss has no target. */
        NONE
    }

    /**
     * A loss of feature maps that reads them only by sums over the positions of a layer. It can read the maps in parts, one
     * after the other: first the sums of all parts, then, from the sums, the value and its slope, and last each part's
     * gradient. A loss that {@link org.stylize.recipe.LossTerm#needsWholePicture} has one part: all positions.
     *
     * <p>Maps are (1, C, H, W), stored with the channels of a position side by side, in the program's {@link Precision}. Sums,
     * values and slopes are 32-bit floats; each loss decides what its target is.
     */
    non-sealed interface OfMaps extends TermScript {
        @Override
        default <R> R match(Cases<R> cases) {
            return cases.ofMaps(this);
        }

        /** The layer whose maps are read. */
        default Layer tap() {
            return loss().tap();
        }

        /**
         * What the target is made from. Where it is made from a style image, those of all parts of the image add up to the
         * whole image's, and of several style images the mean is taken.
         *
         * @param script gets lines that go before
         * @param maps variable with the source's maps at the layer, or a part of them
         * @param positions variable with the number of positions of the whole maps
         * @return an expression
         */
        String statistics(Script script, String maps, String positions);

        /**
         * The target, made once.
         *
         * @param script gets lines that go before
         * @param statistics variable with the {@link #statistics}
         * @return an expression
         */
        default String target(Script script, String statistics) {
            return statistics;
        }

        /** About how much memory it needs for each position, beside the maps: nothing to speak of, mostly. */
        default int workBytes(int channels) {
            return 0;
        }

        /** Lines that {@link #sums} and {@link #gradient} of the same part both need before them. */
        default void read(Script script, Part part) {
            // Most need no more than the part has.
        }

        /** An expression: what the part contributes to the sums, after lines that go before. */
        String sums(Script script, Part part);

        /**
         * Lines that compute, from the sums, the weighted value and the slope that {@link #gradient} needs.
         *
         * @param sums variable with the sums over all positions
         * @param target variable
         * @param positions variable with their number
         * @param value one 32-bit float, to be assigned
         * @param slope to be assigned
         */
        void value(Script script, String sums, String target, String positions, String value, String slope);

        /**
         * A line or more that add the gradient of the weighted value to {@code part.gradient()}, in place.
         *
         * @param slope variable, as {@link #value} assigned it
         */
        void gradient(Script script, Part part, String slope);
    }

    /** A loss of the picture itself, without a target. */
    non-sealed interface OfPicture extends TermScript {
        @Override
        default <R> R match(Cases<R> cases) {
            return cases.ofPicture(this);
        }

        @Override
        default Source source() {
            return Source.NONE;
        }

        /**
         * Lines that assign the weighted value, one 32-bit float, to {@code value} and add its gradient in place to
         * {@code gradient}.
         *
         * @param picture variable, (1, 3, H, W) or one colour of it, 32-bit floats
         */
        void write(Script script, String picture, String gradient, String value);

        /** The weight with which the values of the three colours, each by itself, add up to that of the picture. */
        double weightOfColour();
    }

    /**
     * Names of what a loss reads and writes of some positions.
     *
     * @param maps of the pastiche at these positions
     * @param rows the maps with one row for each position
     * @param counted the rows as far as they count: the same, or in part where a region has soft borders
     * @param counts how much each row counts, (positions, 1); the number 1 where all count in full
     * @param masks of regions at these positions, (1, R, H, W); only where there are regions
     * @param roots of the protection at these positions, (1, 1, H, W); only where there is protection
     * @param target of the loss: of the content, at these positions
     * @param positions number of the positions of the whole maps, as far as they count
     * @param share of all positions that these are
     * @param gradient of the total with respect to {@code maps}, of the same shape, layout and type
     */
    record Part(
            String maps,
            String rows,
            String counted,
            String counts,
            String masks,
            String roots,
            String target,
            String positions,
            String share,
            String gradient) {}
}
