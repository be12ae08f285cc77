package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The size at which pictures are worked on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Sizing.Exact.class, name = "exact"),
    @JsonSubTypes.Type(value = Sizing.LongSide.class, name = "long-side")
})
public sealed interface Sizing {
    /**
     * The working size of a picture of size {@code original}.
     *
     * @throws InvalidRecipeException if the picture is so narrow that its short side would fall below 16 pixels
     */
    ImageSize sizeFor(ImageSize original);

    /** Length of the long side of the pastiche, in pixels. */
    int targetPixels();

    /** The same sizing times {@code factor}, rounded to whole pixels and limited to the range. */
    Sizing scaled(double factor);

    <R> R match(Cases<R> cases);

    /** One function for each kind of sizing. */
    interface Cases<R> {
        R exact(Exact sizing);

        R longSide(LongSide sizing);
    }

    /** Every picture is resized to this size, whatever its aspect ratio is. Sides of 32 to 4096 pixels. */
    record Exact(int widthPixels, int heightPixels) implements Sizing {
        public Exact {
            Range.SIDE_PIXELS.check("widthPixels", widthPixels);
            Range.SIDE_PIXELS.check("heightPixels", heightPixels);
        }

        @Override
        public ImageSize sizeFor(ImageSize original) {
            return new ImageSize(widthPixels, heightPixels);
        }

        @Override
        public int targetPixels() {
            return Math.max(widthPixels, heightPixels);
        }

        @Override
        public Sizing scaled(double factor) {
            return new Exact(scaledSide(widthPixels, factor), scaledSide(heightPixels, factor));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.exact(this);
        }
    }

    /**
     * Every picture keeps its aspect ratio and is enlarged or reduced so that its long side has this length. The short
     * side is rounded to the nearest pixel, halves up. 32 to 4096 pixels.
     */
    record LongSide(int longSidePixels) implements Sizing {
        private static final int SHORTEST_SIDE_PIXELS = 16;

        public LongSide {
            Range.SIDE_PIXELS.check("longSidePixels", longSidePixels);
        }

        @Override
        public ImageSize sizeFor(ImageSize original) {
            long shortSide = Math.round((double) original.shortSide() * longSidePixels / original.longSide());
            if (shortSide < SHORTEST_SIDE_PIXELS) {
                throw new InvalidRecipeException(
                        "longSidePixels",
                        "must leave a short side of at least " + SHORTEST_SIDE_PIXELS + " pixels, but " + longSidePixels
                                + " makes it " + shortSide + " for a picture of " + original);
            }
            return original.width() >= original.height()
                    ? new ImageSize(longSidePixels, (int) shortSide)
                    : new ImageSize((int) shortSide, longSidePixels);
        }

        @Override
        public int targetPixels() {
            return longSidePixels;
        }

        @Override
        public Sizing scaled(double factor) {
            return new LongSide(scaledSide(longSidePixels, factor));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.longSide(this);
        }
    }

    private static int scaledSide(int pixels, double factor) {
        return (int) Math.min(Range.SIDE_PIXELS.max(), Math.max(Range.SIDE_PIXELS.min(), Math.rint(pixels * factor)));
    }
}
