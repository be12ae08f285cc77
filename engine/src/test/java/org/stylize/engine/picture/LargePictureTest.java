package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.recipe.ImageSize;

/** Pictures that become smaller while they are read; here a picture is large with very few pixels. */
class LargePictureTest {
    private static final DecodeWatch PATIENT = new DecodeWatch(() -> false, Duration.ofDays(1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "grey.jpg",
                "wide-gamut.jpg",
                "orientation-6.jpg",
                "rgb.png",
                "alpha.png",
                "grey.png",
                "palette.png",
                "grey16.png",
                "colour-key.png",
                "grey-alpha.png",
                "wide-gamut.png"
            })
    void itsPixelsAreTheMeansOfThoseOfTheWholePicture(String file) {
        byte[] bytes = PictureFiles.bytes(file);
        RgbImage whole = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
        long pixels = whole.size().pixels();

        RgbImage reduced = ImageDecoder.decode(bytes, ImageLimits.DEFAULT, (int) pixels / 2 - 1, PATIENT);

        assertThat(reduced.size().width()).isLessThan(whole.size().width());
        assertThat(reduced.bits()).isEqualTo(whole.bits());
        assertThat(reduced)
                .isEqualTo(means(
                        whole,
                        (whole.size().width() + reduced.size().width() - 1)
                                / reduced.size().width()));
    }

    @ParameterizedTest
    @CsvSource({"png, false", "jpeg, false", "jpeg, true"})
    void aPictureOfManyStripsIsReadInOrder(String format, boolean progressive) throws IOException {
        byte[] bytes = patterned(format, progressive);
        RgbImage whole = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);

        RgbImage reduced = ImageDecoder.decode(
                bytes, ImageLimits.DEFAULT, (int) whole.size().pixels() / 2 - 1, PATIENT);

        assertThat(reduced).isEqualTo(means(whole, 3));
        assertThat(meanOfSquare(whole, 3, 30, 100)).isCloseTo((reduced.rgbAt(30, 100) >> 16) & 0xff, within(1));
    }

    /** Red of a pixel of the reduced picture, from the pixels of the whole one. */
    private static int meanOfSquare(RgbImage whole, int side, int x, int y) {
        int sum = 0;
        for (int dy = 0; dy < side; dy++) {
            for (int dx = 0; dx < side; dx++) {
                sum += (whole.rgbAt(x * side + dx, y * side + dy) >> 16) & 0xff;
            }
        }
        return sum / (side * side);
    }

    /** 180 by 500 pixels in squares of 10, each of another colour. */
    private static byte[] patterned(String format, boolean progressive) throws IOException {
        Random random = new Random(20261129);
        BufferedImage image = new BufferedImage(180, 500, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y += 10) {
            for (int x = 0; x < image.getWidth(); x += 10) {
                int[] square = new int[100];
                Arrays.fill(square, random.nextInt(1 << 24));
                image.setRGB(x, y, 10, 10, square, 0, 10);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        if (progressive) {
            settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossless.webp", "alpha.webp"})
    void aWebpBecomesSmallerToo(String file) {
        byte[] bytes = PictureFiles.bytes(file);
        RgbImage whole = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);

        RgbImage reduced = ImageDecoder.decode(
                bytes, ImageLimits.DEFAULT, (int) whole.size().pixels() - 1, PATIENT);

        RgbImage expected = means(whole, 2);
        assertThat(reduced.size()).isEqualTo(expected.size());
        byte[] a = reduced.rgb();
        byte[] b = expected.rgb();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        assertThat(sum / a.length).isLessThan(4);
    }

    @ParameterizedTest
    @CsvSource({
        "cmyk.jpg, a CMYK JPEG",
        "ycck.jpg, a CMYK JPEG",
        "plain.tiff, a TIFF",
        "rgb.bmp, a BMP",
        "animated.gif, a GIF"
    })
    void ofOtherKindsOnlyPicturesOfOrdinarySizeAreRead(String file, String kind) {
        assertThatThrownBy(() -> ImageDecoder.decode(PictureFiles.bytes(file), ImageLimits.DEFAULT, 255, PATIENT))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContainingAll(kind, "with fewer pixels");
    }

    @Test
    void anInterlacedPngIsReadInOrdinarySizeOnly() {
        byte[] bytes = PictureFiles.bytes("rgb.png");
        bytes[28] = 1;

        assertThatThrownBy(() -> ImageDecoder.decode(bytes, ImageLimits.DEFAULT, 255, PATIENT))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContaining("an interlaced PNG");
    }

    @Test
    void aPngOfAHundredMillionPixelsNeedsLittleMemory() {
        byte[] bytes = HostilePictures.png(10_000, 10_000, 1, 0, new byte[1251], 10_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        RgbImage image = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
        long spent = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes.length).isLessThan(400_000);
        assertThat(image.size()).isEqualTo(new ImageSize(5000, 5000));
        assertThat(image.rgbAt(2500, 2500)).isZero();
        assertThat(spent).as("bytes, most of them gone after each strip").isLessThan(800L << 20);
    }

    @Test
    void nobodyWaitsForAPictureThatNobodyWants() {
        byte[] bytes = HostilePictures.png(10_000, 10_000, 1, 0, new byte[1251], 10_000);
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> ImageDecoder.decode(bytes, ImageLimits.DEFAULT, () -> asked.incrementAndGet() > 4))
                .isInstanceOf(DecodingStoppedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "baseline.jpg", "plain.tiff", "rgb.bmp"})
    void aPictureThatTakesTooLongIsTooLarge(String file) {
        DecodeWatch late = new DecodeWatch(() -> false, Duration.ZERO);

        assertThatThrownBy(() -> ImageDecoder.decode(PictureFiles.bytes(file), ImageLimits.DEFAULT, 1 << 30, late))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContaining("takes longer");
    }

    private static RgbImage means(RgbImage whole, int factor) {
        RgbImage stored = whole;
        BoxReduction reduction =
                new BoxReduction(stored.size().width(), stored.size().height(), factor);
        reduction.add(stored);
        return reduction.result();
    }

    @Test
    void aMeanIsRoundedAndTakesOnlyPixelsThatAreThere() {
        byte[] rgb = new byte[3 * 3 * 3];
        Arrays.fill(rgb, (byte) 10);
        rgb[0] = 12; // red of the upper left
        rgb[1] = 11;
        BoxReduction reduction = new BoxReduction(3, 3, 2);

        reduction.add(RgbImage.of(new ImageSize(3, 3), rgb));

        assertThat(reduction.result().rgbAt(0, 0)).isEqualTo(0x0b0a0a);
        assertThat(reduction.result().rgbAt(1, 1)).isEqualTo(0x0a0a0a);
    }
}
