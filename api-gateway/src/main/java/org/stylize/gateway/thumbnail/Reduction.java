package org.stylize.gateway.thumbnail;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileCacheImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;

/**
 * Makes a small picture of a stored one. Rows and columns are skipped while it is decoded, so memory does not grow with its size,
 * except that of a WebP; the remaining pixels are averaged. For any thread.
 */
final class Reduction {
    private static final float QUALITY = 0.85f;
    /**
     * The decoded picture is at least this many times as large as the thumbnail, so that there are pixels to average.
     */
    private static final int OVERSAMPLING = 2;

    private static final int MOST_SIDE_PIXELS = 32_768;
    private static final int WHITE = 255;

    private final long mostPixels;

    /** @param mostPixels of the picture */
    Reduction(long mostPixels) {
        this.mostPixels = mostPixels;
    }

    /**
     * The small picture.
     *
     * @param picture PNG, JPEG, WebP or TIFF, read up to its last pixel; the caller closes it
     * @throws UnreadableImageException if it is none of them, or is damaged
     * @throws ImageTooLargeException if it has too many pixels; nothing is decoded then
     * @throws IOException if the stream breaks off
     */
    byte[] of(InputStream picture, ThumbnailForm form) throws IOException {
        SourceStream source = new SourceStream(requireNonNull(picture, "picture is null"));
        try (ImageInputStream input = input(source)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                source.rethrowFailure();
                throw new UnreadableImageException("the stored picture is of no format that workers write");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return written(averaged(decoded(reader, form), form), form);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            source.rethrowFailure();
            throw new UnreadableImageException("the stored picture cannot be decoded", e);
        }
    }

    /** PNG and JPEG are read forward; the others lie in a temporary file. */
    private static ImageInputStream input(SourceStream source) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(source, 1);
        int first = stream.read();
        if (first >= 0) {
            stream.unread(first);
        }
        return first == 'I' || first == 'M' || first == 'R'
                ? new FileCacheImageInputStream(stream, null)
                : new WindowedInput(stream);
    }

    private BufferedImage decoded(ImageReader reader, ThumbnailForm form) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > mostPixels || Math.max(width, height) > MOST_SIDE_PIXELS) {
            throw new ImageTooLargeException("a thumbnail is made of at most " + mostPixels + " pixels, "
                    + MOST_SIDE_PIXELS + " on a side, but this picture is " + width + "×" + height);
        }
        int period = Math.max(1, Math.max(width, height) / (OVERSAMPLING * form.longSidePixels()));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(period, period, 0, 0);
        return reader.read(0, param);
    }

    /** Each pixel is the mean of the pixels that it covers; transparent ones are laid on white. */
    private BufferedImage averaged(BufferedImage image, ThumbnailForm form) {
        int width = image.getWidth();
        int height = image.getHeight();
        double scale = Math.min(1, (double) form.longSidePixels() / Math.max(width, height));
        int smallWidth = (int) Math.max(1, Math.round(width * scale));
        int smallHeight = (int) Math.max(1, Math.round(height * scale));
        BufferedImage small = new BufferedImage(smallWidth, smallHeight, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < smallHeight; y++) {
            long[] sums = new long[3 * smallWidth];
            int top = y * height / smallHeight;
            int bottom = Math.max(top + 1, (y + 1) * height / smallHeight);
            for (int from = top; from < bottom; from++) {
                readRow(image, from, row);
                addRow(row, sums, smallWidth);
            }
            for (int x = 0; x < smallWidth; x++) {
                int left = x * width / smallWidth;
                int count = (Math.max(left + 1, (x + 1) * width / smallWidth) - left) * (bottom - top);
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    rgb = rgb << 8 | (int) ((sums[3 * x + channel] + count / 2) / count);
                }
                small.setRGB(x, y, rgb);
            }
        }
        return small;
    }

    private static void addRow(int[] row, long[] sums, int smallWidth) {
        for (int x = 0; x < smallWidth; x++) {
            int left = x * row.length / smallWidth;
            int right = Math.max(left + 1, (x + 1) * row.length / smallWidth);
            for (int from = left; from < right; from++) {
                int argb = row[from];
                int alpha = argb >>> 24;
                for (int channel = 0; channel < 3; channel++) {
                    int value = argb >>> (16 - 8 * channel) & 0xff;
                    sums[3 * x + channel] += (value * alpha + WHITE * (255 - alpha) + 127) / 255;
                }
            }
        }
    }

    /** ARGB of one row. Grey values are taken as they are: the JDK's own conversion would make them lighter. */
    private static void readRow(BufferedImage image, int y, int[] argb) {
        ColorModel colours = image.getColorModel();
        if (colours.getNumColorComponents() > 1 || colours instanceof IndexColorModel) {
            image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
            return;
        }
        Raster raster = image.getRaster();
        int bits = colours.getComponentSize(0);
        int most = (1 << bits) - 1;
        for (int x = 0; x < argb.length; x++) {
            int grey = raster.getSample(x, y, 0) * 255 / most;
            int alpha = colours.hasAlpha() ? raster.getSample(x, y, 1) * 255 / most : 255;
            argb[x] = alpha << 24 | grey << 16 | grey << 8 | grey;
        }
    }

    private static byte[] written(BufferedImage image, ThumbnailForm form) throws IOException {
        String mediaType = form.format().mediaType();
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(mediaType).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            if (form.format() == ImageFormat.WEBP) {
                param.setCompressionType("Lossy");
            }
            param.setCompressionQuality(QUALITY);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
