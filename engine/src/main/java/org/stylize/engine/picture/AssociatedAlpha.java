package org.stylize.engine.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Alpha by which the colours of a TIFF were multiplied before (TIFF 6.0, section 18). Its reader knows that not of every file,
 * and hands such colours out as if they were not.
 */
final class AssociatedAlpha {
    private static final int EXTRA_SAMPLES = 338;
    private static final int ASSOCIATED = 1;

    private AssociatedAlpha() {}

    /** Whether a TIFF file says that its first sample beside the colours is such alpha. */
    static boolean isIn(byte[] tiff) {
        ByteBuffer file = TiffEntries.ordered(tiff);
        if (file == null) {
            return false;
        }
        TiffEntries.@Nullable Entry extra =
                TiffEntries.directory(file, file.getInt(4) & 0xffffffffL).get(EXTRA_SAMPLES);
        return extra != null && extra.number() == ASSOCIATED;
    }

    /** Divides the colours by their alpha, in place, unless the picture says itself that they were multiplied. */
    static BufferedImage dividedOut(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (!model.hasAlpha() || model.isAlphaPremultiplied() || !(model instanceof ComponentColorModel)) {
            return image;
        }
        WritableRaster raster = image.getRaster();
        int bands = model.getNumComponents();
        int most = (1 << model.getComponentSize(0)) - 1;
        int[] row = new int[bands * raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int pixel = 0; pixel < row.length; pixel += bands) {
                int alpha = row[pixel + bands - 1];
                for (int band = 0; band < bands - 1 && alpha > 0; band++) {
                    long whole = ((long) row[pixel + band] * most + alpha / 2) / alpha;
                    row[pixel + band] = (int) Math.min(most, whole);
                }
            }
            raster.setPixels(0, y, raster.getWidth(), 1, row);
        }
        return image;
    }
}
