package org.stylize.gateway.thumbnail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.gateway.SamplePictures;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;

class ReductionTest {
    private final Reduction reduction = new Reduction(4_000_000);

    @ParameterizedTest
    @CsvSource({
        "1024, 768, 320, 240",
        "768, 1024, 240, 320",
        "1000, 1, 320, 1",
        "321, 321, 320, 320",
        "1999, 1333, 320, 213",
        "320, 200, 320, 200",
        "64, 48, 64, 48",
    })
    void keepsTheAspectRatioAndNeverEnlarges(int width, int height, int smallWidth, int smallHeight)
            throws IOException {
        BufferedImage small = reduced(SamplePictures.png(width, height));

        assertThat(small.getWidth()).isEqualTo(smallWidth);
        assertThat(small.getHeight()).isEqualTo(smallHeight);
    }

    @Test
    void averagesWhatIsFinerThanAPixel() throws IOException {
        BufferedImage stripes = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 480; y++) {
            for (int x = 0; x < 640; x++) {
                stripes.setRGB(x, y, x % 2 == 0 ? 0xffffff : 0);
            }
        }

        assertThat(red(reduced(png(stripes)), 100, 100)).isCloseTo(128, within(4));
    }

    @Test
    void laysTransparentPixelsOnWhite() throws IOException {
        BufferedImage clear = new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = clear.createGraphics();
        graphics.setColor(new Color(255, 0, 0, 128));
        graphics.fillRect(0, 0, 200, 400);
        graphics.dispose();

        BufferedImage small = reduced(png(clear));

        assertThat(small.getRGB(60, 160) >> 8 & 0xff).isCloseTo(127, within(6));
        assertThat(small.getRGB(260, 160) >> 8 & 0xff).isCloseTo(255, within(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void keepsGreyAsItIs(int type) throws IOException {
        BufferedImage grey = new BufferedImage(400, 300, type);
        int sample = type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 * 257;
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 400; x++) {
                grey.getRaster().setSample(x, y, 0, sample);
            }
        }

        assertThat(red(reduced(png(grey)), 100, 100)).isCloseTo(100, within(3));
    }

    @Test
    void readsSixteenBitsASample() throws IOException {
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = colours.createCompatibleWritableRaster(400, 300);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 400; x++) {
                raster.setPixel(x, y, new int[] {200 * 257, 60 * 257, 60 * 257});
            }
        }

        BufferedImage small = reduced(png(new BufferedImage(colours, raster, false, null)));

        assertThat(red(small, 100, 100)).isCloseTo(200, within(4));
    }

    @Test
    void readsAPalette() throws IOException {
        BufferedImage indexed = new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_INDEXED);
        Graphics2D graphics = indexed.createGraphics();
        graphics.setColor(new Color(204, 51, 51));
        graphics.fillRect(0, 0, 400, 300);
        graphics.dispose();

        assertThat(red(reduced(png(indexed)), 100, 100)).isCloseTo(204, within(4));
    }

    @Test
    void refusesTooManyPixelsByTheHeaderAlone() {
        assertThatThrownBy(() -> reduction.of(
                        new ByteArrayInputStream(SamplePictures.pngHeader(2001, 2000)), ThumbnailForm.USUAL))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContaining("2001×2000");
        assertThatThrownBy(() -> reduction.of(
                        new ByteArrayInputStream(SamplePictures.pngHeader(4_000_000, 1)), ThumbnailForm.USUAL))
                .isInstanceOf(ImageTooLargeException.class);
    }

    @Test
    void refusesADamagedFile() {
        byte[] whole = SamplePictures.png(600, 400);
        for (int length : new int[] {0, 7, 30, 100, whole.length / 2}) {
            assertThatThrownBy(() ->
                            reduction.of(new ByteArrayInputStream(Arrays.copyOf(whole, length)), ThumbnailForm.USUAL))
                    .as("cut off after %s bytes", length)
                    .isInstanceOf(UnreadableImageException.class);
        }
        assertThatThrownBy(
                        () -> reduction.of(new ByteArrayInputStream("GIF89a".getBytes(US_ASCII)), ThumbnailForm.USUAL))
                .isInstanceOf(UnreadableImageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "tiff", "webp"})
    void readsWhatWorkersWrite(String format) throws IOException {
        BufferedImage picture = new BufferedImage(700, 500, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(204, 51, 51));
        graphics.fillRect(0, 0, 700, 500);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, out)).isTrue();
        for (ThumbnailForm form : List.of(ThumbnailForm.USUAL, new ThumbnailForm(640, ImageFormat.WEBP))) {
            byte[] bytes = reduction.of(new ByteArrayInputStream(out.toByteArray()), form);
            BufferedImage small = ImageIO.read(new ByteArrayInputStream(bytes));
            assertThat(small.getWidth()).isEqualTo(form.longSidePixels());
            assertThat(red(small, 100, 100)).isCloseTo(204, within(6));
        }
    }

    @Test
    void aBrokenConnectionIsNotADamagedFile() {
        byte[] whole = SamplePictures.png(600, 400);
        InputStream breaking =
                new SequenceInputStream(new ByteArrayInputStream(whole, 0, whole.length / 2), new BrokenStream());

        assertThatThrownBy(() -> reduction.of(breaking, ThumbnailForm.USUAL))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    private BufferedImage reduced(byte[] png) throws IOException {
        byte[] jpeg = reduction.of(new ByteArrayInputStream(png), ThumbnailForm.USUAL);
        assertThat(jpeg).startsWith(0xff, 0xd8, 0xff);
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static int red(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) >> 16 & 0xff;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "png", out)).isTrue();
        return out.toByteArray();
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("connection reset");
        }
    }
}
