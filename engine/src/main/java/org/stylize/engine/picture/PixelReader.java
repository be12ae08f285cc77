package org.stylize.engine.picture;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPReadParam;
import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;
import org.stylize.image.UnsupportedImageException;

/**
 * Reads stored pixels with the reader of each format: the JDK's for PNG and GIF, Google's native decoder for WebP, and
 * TwelveMonkeys' for the others.
 */
final class PixelReader {
    private static final int MOST_BANDS = 5; // CMYK with alpha
    private static final int STRIP_ROWS = 64;
    private static final IIORegistry READERS = IIORegistry.getDefaultInstance();

    static {
        // Named here, because a search of the class path depends on the class loader that asks first.
        READERS.registerServiceProvider(new JPEGImageReaderSpi());
        READERS.registerServiceProvider(new TIFFImageReaderSpi());
        READERS.registerServiceProvider(new BMPImageReaderSpi());
    }

    private PixelReader() {}

    /**
     * The first picture of the file, with its own colour model, not yet turned upright.
     *
     * @throws UnreadableImageException if the reader fails, or warns that data are missing
     */
    static BufferedImage read(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch) {
        return withReader(header, reader(header.format()), bytes, limits, watch, reader -> {
            BufferedImage image = reader.read(0);
            watch.check();
            return header.format() == ImageFormat.GIF ? onScreen(header, reader, image) : image;
        });
    }

    /**
     * The first picture of a file, strip by strip from the top. Only readers of PNG without interlacing and of JPEG with grey or
     * three colours write rows in order. The reader of JPEG shows the picture after each scan;
     * only the last time counts.
     *
     * @param scans of a JPEG; 1 for others
     * @param begin called before the first strip, and again if all strips come again
     * @param sink gets each strip with the colour model of the file, and must not keep it
     * @throws ImageTooLargeException if this picture cannot be read so
     * @throws UnreadableImageException as {@link #read} does
     */
    static void readStrips(
            ImageHeader header,
            byte[] bytes,
            int scans,
            ImageLimits limits,
            DecodeWatch watch,
            Runnable begin,
            Consumer<BufferedImage> sink) {
        withReader(header, reader(header.format()), bytes, limits, watch, reader -> {
            ImageTypeSpecifier type = reader.getImageTypes(0).next();
            ColorModel colours = type.getColorModel();
            StripRaster rows =
                    new StripRaster(type.getSampleModel(reader.getWidth(0), reader.getHeight(0)), STRIP_ROWS, strip -> {
                        watch.check();
                        sink.accept(new BufferedImage(colours, strip, colours.isAlphaPremultiplied(), null));
                    });
            ImageReadParam into = reader.getDefaultReadParam();
            into.setDestination(new BufferedImage(colours, rows, colours.isAlphaPremultiplied(), null));
            begin.run();
            if (scans > 1) {
                reader.addIIOReadUpdateListener(new LastPass(scans - 1, wanted -> {
                    rows.restart(wanted);
                    begin.run();
                }));
            }
            reader.read(0, into);
            watch.check();
            rows.finish();
            return true;
        });
    }

    /** What is done with the reader of a file, once its size was checked. */
    @FunctionalInterface
    private interface Use<T> {
        T of(ImageReader reader) throws IOException;
    }

    private static <T> T withReader(
            ImageHeader header, ImageReader reader, byte[] bytes, ImageLimits limits, DecodeWatch watch, Use<T> use) {
        ImageFormat format = header.format();
        try (ImageInputStream in = new FileInput(bytes)) {
            try {
                reader.setInput(in, true, format != ImageFormat.GIF);
                requireSameSize(header, reader, limits);
                requireFewBands(reader, limits);
                MissingData missing = new MissingData();
                reader.addIIOReadWarningListener(missing);
                reader.addIIOReadProgressListener(watch);
                T result = use.of(reader);
                missing.throwIfAny(format);
                return result;
            } finally {
                reader.dispose();
            }
        } catch (UnreadableImageException | ImageTooLargeException | DecodingStoppedException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // readers throw both for damaged files
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            if (isUnsupported(reason)) {
                throw new UnsupportedImageException(
                        "the picture is a kind of " + format + " that is not supported: " + reason
                                + "; save it as PNG or as an ordinary " + format + " first",
                        e);
            }
            throw new UnreadableImageException("the " + format + " file is damaged or cut off: " + reason, e);
        }
    }

    /**
     * The first picture of a WebP file at its place on the canvas, which is transparent where the picture does not reach.
     *
     * @param header of the whole file
     * @param factor by which libwebp makes both sides smaller while it decodes; 1 for as it is
     * @throws UnreadableImageException if the picture is damaged
     * @throws ImageTooLargeException if it should become smaller but does not cover its canvas
     */
    static BufferedImage read(ImageHeader header, WebpFile file, ImageLimits limits, DecodeWatch watch, int factor) {
        boolean turned = header.orientation().swapsSides();
        int width = turned ? header.height() : header.width();
        int height = turned ? header.width() : header.height();
        if (file.canvasWidth() != width || file.canvasHeight() != height) {
            throw new UnreadableImageException("the WEBP file is damaged: its header says " + width + "×" + height
                    + " but its canvas is " + file.canvasWidth() + "×" + file.canvasHeight());
        }
        if (factor > 1 && !file.coversCanvas()) {
            throw new ImageTooLargeException("a WEBP of " + width + "×" + height
                    + " pixels must fill its canvas but this one does not; save it with fewer pixels first");
        }
        byte[] picture = file.picture();
        BufferedImage frame;
        try {
            frame = withReader(ImageHeader.read(picture), reader(ImageFormat.WEBP), picture, limits, watch, reader -> {
                if (factor == 1) {
                    return reader.read(0);
                }
                WebPReadParam smaller = (WebPReadParam) reader.getDefaultReadParam();
                smaller.setUseScaling(true);
                smaller.setScaledWidth((width + factor - 1) / factor);
                smaller.setScaledHeight((height + factor - 1) / factor);
                return reader.read(0, smaller);
            });
            watch.check();
        } catch (OutOfMemoryError e) {
            if (file.hasAlphaPlane() && e.getMessage() == null) { // libwebp's answer to a damaged chunk ALPH
                throw new UnreadableImageException(
                        "the WEBP file is damaged or cut off: its alpha plane is damaged", e);
            }
            throw e;
        }
        return file.coversCanvas() ? frame : placed(frame, width, height, file.left(), file.top());
    }

    /** TwelveMonkeys' words, and those of the JDK's JPEG library for arithmetic coding, which some builds of it lack. */
    private static boolean isUnsupported(String reason) {
        return reason.startsWith("Unsupported ")
                || reason.contains(" not supported")
                || reason.contains("arithmetic coding");
    }

    private static ImageReader reader(ImageFormat format) {
        return switch (format) {
            case PNG, GIF -> jdkReader(format);
            case JPEG -> reader(READERS.getServiceProviderByClass(JPEGImageReaderSpi.class));
            case WEBP -> reader(new WebPImageReaderSpi());
            case TIFF -> reader(READERS.getServiceProviderByClass(TIFFImageReaderSpi.class));
            case BMP -> reader(READERS.getServiceProviderByClass(BMPImageReaderSpi.class));
        };
    }

    private static ImageReader jdkReader(ImageFormat format) {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IllegalStateException("the JDK has no reader of " + format);
    }

    private static ImageReader reader(ImageReaderSpi provider) {
        try {
            return provider.createReaderInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Limits were checked against our header; the reader must not see another picture in the file. */
    private static void requireSameSize(ImageHeader header, ImageReader reader, ImageLimits limits) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (header.format() == ImageFormat.GIF) { // a frame may differ in size from the screen
            if ((long) width * height > limits.maxPixels()) {
                throw new IIOException("its first frame is " + width + "×" + height);
            }
            return;
        }
        boolean turned = header.orientation().swapsSides();
        if (width != (turned ? header.height() : header.width())
                || height != (turned ? header.width() : header.height())) {
            throw new IIOException("its header says " + header.width() + "×" + header.height() + " but the picture is "
                    + width + "×" + height);
        }
    }

    /** Pixels of more than 8 bits a sample need twice the memory, so half as many are allowed. */
    private static void requireFewBands(ImageReader reader, ImageLimits limits) throws IOException {
        ColorModel model = reader.getImageTypes(0).next().getColorModel();
        if (model.getNumComponents() > MOST_BANDS || model.getPixelSize() > 16 * MOST_BANDS) {
            throw new UnsupportedImageException(
                    "expected at most " + MOST_BANDS + " samples of 16 bits for a pixel but found "
                            + model.getNumComponents() + " with " + model.getPixelSize() + " bits together");
        }
        int depth = 0;
        for (int band = 0; band < model.getNumComponents(); band++) {
            depth = Math.max(depth, model.getComponentSize(band));
        }
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (depth > 8 && pixels > limits.maxPixels() / 2) {
            throw new ImageTooLargeException("a picture of more than 8 bits a sample may have at most "
                    + limits.maxPixels() / 2 + " pixels but this one has " + depth + " bits and " + pixels + " pixels");
        }
    }

    /** A GIF's first frame at its place on the screen, which is transparent where the frame does not reach. */
    private static BufferedImage onScreen(ImageHeader header, ImageReader reader, BufferedImage frame)
            throws IOException {
        if (frame.getWidth() == header.width() && frame.getHeight() == header.height()) {
            return frame;
        }
        IIOMetadataNode metadata =
                (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode place = (IIOMetadataNode)
                metadata.getElementsByTagName("ImageDescriptor").item(0);
        return placed(
                frame,
                header.width(),
                header.height(),
                Integer.parseInt(place.getAttribute("imageLeftPosition")),
                Integer.parseInt(place.getAttribute("imageTopPosition")));
    }

    private static BufferedImage placed(BufferedImage frame, int width, int height, int left, int top) {
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.drawImage(frame, left, top, null);
        graphics.dispose();
        return canvas;
    }
}
