package org.stylize.engine.picture;

import java.awt.Point;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageTooLargeException;

/**
 * Looks to a reader like the raster of a whole picture, but keeps some rows only: each strip is handed on when the next one
 * begins. For readers that write whole rows from the top to the bottom, once; of all ways to write, no other is there.
 *
 * <p>Readers may call from native code, which an exception must not cross. So the first one is kept, the rest of the picture is
 * ignored, and {@link #finish} throws it.
 */
final class StripRaster extends WritableRaster {
    private final WritableRaster strip;
    private final Consumer<WritableRaster> sink;
    private int top;
    private int rows;
    private boolean ignored;
    private @Nullable RuntimeException failure;

    /**
     * @param model of the whole picture
     * @param stripRows rows of each strip but the last
     * @param sink gets each strip, and must not keep it
     */
    StripRaster(SampleModel model, int stripRows, Consumer<WritableRaster> sink) {
        super(model, new DataBufferByte(1), new Point());
        this.strip = Raster.createWritableRaster(
                model.createCompatibleSampleModel(model.getWidth(), stripRows), new Point());
        this.sink = sink;
    }

    @Override
    public void setRect(int x, int y, Raster source) {
        take(x, y, source);
    }

    @Override
    public void setRect(Raster source) {
        take(0, 0, source);
    }

    @Override
    public void setDataElements(int x, int y, Raster source) {
        take(x - source.getMinX(), y - source.getMinY(), source);
    }

    @Override
    public WritableRaster createWritableChild(
            int parentX, int parentY, int width, int height, int x, int y, int @Nullable [] bands) {
        if (parentX != 0
                || parentY != 0
                || x != 0
                || y != 0
                || bands != null
                || width != this.width
                || height != this.height) {
            throw new ImageTooLargeException("a picture of " + this.width + "×" + this.height
                    + " pixels must be of a kind that can be read in strips but this one is not;"
                    + " save it as an ordinary PNG or JPEG, or with fewer pixels, first");
        }
        return this;
    }

    /**
     * Begins again with the first row.
     *
     * @param wanted whether the rows that follow count
     */
    void restart(boolean wanted) {
        top = 0;
        rows = 0;
        ignored = !wanted;
    }

    private void take(int x, int y, Raster source) {
        if (failure != null || ignored) {
            return;
        }
        try {
            for (int row = 0; row < source.getHeight(); row++) {
                takeRow(x, y + source.getMinY() + row, row, source);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void setPixel(int x, int y, int[] samples) {
        if (failure != null || ignored) {
            return;
        }
        try {
            reach(y);
            strip.setPixel(x, y - top, samples);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void reach(int y) {
        if (y < top || y > top + rows) {
            throw new IllegalStateException("expected row " + (top + rows) + " but found " + y);
        }
        if (y == top + strip.getHeight()) {
            handOn();
        }
        rows = Math.max(rows, y - top + 1);
    }

    private void takeRow(int x, int y, int row, Raster source) {
        reach(y);
        Raster line = source.getHeight() == 1
                ? source
                : source.createChild(
                        source.getMinX(), source.getMinY() + row, source.getWidth(), 1, source.getMinX(), 0, null);
        strip.setRect(x, y - top - line.getMinY(), line);
    }

    private void handOn() {
        sink.accept(
                rows == strip.getHeight()
                        ? strip
                        : strip.createWritableChild(0, 0, strip.getWidth(), rows, 0, 0, null));
        top += rows;
        rows = 0;
    }

    /**
     * Hands on the last strip.
     *
     * @throws IllegalStateException if there were fewer rows than the picture has
     */
    void finish() {
        if (failure == null && rows > 0) {
            handOn();
        }
        if (failure != null) {
            throw failure;
        }
        if (top != height) {
            throw new IllegalStateException("only " + top + " of " + height + " rows are there");
        }
    }
}
