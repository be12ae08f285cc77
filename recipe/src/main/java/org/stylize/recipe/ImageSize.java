package org.stylize.recipe;

/** Size of a picture in pixels; both sides at least 1. */
public record ImageSize(int width, int height) {
    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("both sides must be at least 1 pixel but are " + width + " x " + height);
        }
    }

    /** Number of pixels. */
    public long pixels() {
        return (long) width * height;
    }

    /** The longer of the two sides, in pixels. */
    public int longSide() {
        return Math.max(width, height);
    }

    /** The shorter of the two sides, in pixels. */
    public int shortSide() {
        return Math.min(width, height);
    }

    @Override
    public String toString() {
        return width + " x " + height;
    }
}
