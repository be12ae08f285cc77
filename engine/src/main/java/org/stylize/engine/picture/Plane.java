package org.stylize.engine.picture;

/** Numbers on a grid of pixels, such as brightnesses from 0 to 1. Places outside have the nearest pixel's. */
final class Plane {
    private final int width;
    private final int height;
    private final float[] values;

    /** @param values row by row; not copied */
    Plane(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    /** The brightness of a picture (Rec. 601). */
    static Plane of(RgbImage picture) {
        float[] units = picture.units();
        float[] values = new float[units.length / 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.299f * units[3 * i] + 0.587f * units[3 * i + 1] + 0.114f * units[3 * i + 2];
        }
        return new Plane(picture.size().width(), picture.size().height(), values);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Row by row; not a copy. */
    float[] values() {
        return values;
    }

    float at(int x, int y) {
        int column = Math.max(0, Math.min(width - 1, x));
        int row = Math.max(0, Math.min(height - 1, y));
        return values[row * width + column];
    }

    /** Between pixels, linearly. */
    double at(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double bottom = y - top;
        return (1 - bottom) * ((1 - right) * at(left, top) + right * at(left + 1, top))
                + bottom * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1));
    }

    /** Half as wide and as high, rounded up, each pixel the mean of four. */
    Plane halved() {
        Plane half = new Plane((width + 1) / 2, (height + 1) / 2, new float[(width + 1) / 2 * ((height + 1) / 2)]);
        for (int y = 0; y < half.height; y++) {
            for (int x = 0; x < half.width; x++) {
                half.values[y * half.width + x] =
                        (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4;
            }
        }
        return half;
    }

    /** Each pixel the mean of the 3 × 3 around it. */
    Plane blurred() {
        Plane blurred = new Plane(width, height, new float[values.length]);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int j = -1; j <= 1; j++) {
                    sum += at(x - 1, y + j) + at(x, y + j) + at(x + 1, y + j);
                }
                blurred.values[y * width + x] = sum / 9;
            }
        }
        return blurred;
    }
}
