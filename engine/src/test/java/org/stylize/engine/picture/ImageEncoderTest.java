package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageLimits;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Rounding;

class ImageEncoderTest {
    @Test
    void writesAPngThatReadsBackAsItself() {
        RgbImage image = noise(new ImageSize(33, 20));

        assertThat(ImageDecoder.decode(ImageEncoder.png(image), ImageLimits.DEFAULT))
                .isEqualTo(image);
    }

    @Test
    void writesTheAlphaPlaneToAPng() {
        RgbImage opaque = noise(new ImageSize(33, 20));
        byte[] alpha = new byte[33 * 20];
        alpha[5] = (byte) 255;
        RgbImage image = opaque.withAlphaOf(RgbImage.of(opaque.size(), opaque.rgb(), alpha));

        RgbImage read = ImageDecoder.decode(ImageEncoder.png(image), ImageLimits.DEFAULT);

        assertThat(read.alpha().orElseThrow()).isEqualTo(alpha);
        assertThat(read.rgbAt(5, 0)).isEqualTo(image.rgbAt(5, 0));
        assertThat(read.rgbAt(4, 0)).as("seen on white").isEqualTo(0xffffff);
    }

    @Test
    void saysThatAPngIsSrgb() {
        byte[] png = ImageEncoder.png(noise(new ImageSize(33, 20)));

        assertThat(new String(png, StandardCharsets.ISO_8859_1)).contains("sRGB\0");
    }

    @ParameterizedTest
    @CsvSource({"PNG, 8", "PNG, 16", "TIFF, 8", "TIFF, 16", "WEBP, 8"})
    void readsBackAsItselfFromEveryFormatThatLosesNothing(ImageFormat format, int bits) {
        RgbImage opaque = noise(new ImageSize(33, 20), bits);
        byte[] plane = new byte[33 * 20];
        new Random(1).nextBytes(plane);
        RgbImage shape = RgbImage.of(opaque.size(), opaque.rgb(), plane);
        RgbImage image = opaque.withAlphaOf(shape);
        OutputFormat output = new OutputFormat(format, bits, 100);

        assertThat(decoded(ImageEncoder.encode(opaque, output))).isEqualTo(opaque);
        RgbImage read = decoded(ImageEncoder.encode(image, output));
        assertThat(read.bits()).isEqualTo(bits);
        assertThat(read.alpha().orElseThrow()).isEqualTo(plane);
        assertThat(read.units()).isEqualTo(onWhite(image));
    }

    @ParameterizedTest
    @CsvSource({"PNG, 8", "PNG, 16", "JPEG, 8", "TIFF, 8", "TIFF, 16", "WEBP, 8"})
    void tellsHowItWasMadeAndThatItIsSrgb(ImageFormat format, int bits) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("recipe", "{\"name\":\"<a&b>\"}");
        properties.put("seed", "7");

        byte[] file = ImageEncoder.encode(
                noise(new ImageSize(33, 20), bits), new OutputFormat(format, bits, 90), "stylize 1.2", properties);

        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("<xmp:CreatorTool>stylize 1.2</xmp:CreatorTool>")
                .contains("<stylize:recipe>{\"name\":\"&lt;a&amp;b&gt;\"}</stylize:recipe>")
                .contains("<stylize:seed>7</stylize:seed>");
        String profile = new String(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData(), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(format == ImageFormat.PNG ? "sRGB\0" : profile);
        assertThat(decoded(file).size()).isEqualTo(new ImageSize(33, 20));
    }

    @ParameterizedTest
    @CsvSource({"1", "50", "95"})
    void keepsAllColourOfAJpegAtAnyQuality(int quality) throws IOException {
        byte[] jpeg = ImageEncoder.encode(noise(new ImageSize(33, 20)), new OutputFormat(ImageFormat.JPEG, 8, quality));

        assertThat(luminanceSampling(jpeg)).isEqualTo("1");
    }

    @Test
    void keepsHalfTheColourOfAPreview() throws IOException {
        assertThat(luminanceSampling(ImageEncoder.preview(noise(new ImageSize(33, 20)))))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"JPEG, 2", "WEBP, 6"})
    void comesCloseToThePictureInAGoodLossyFile(ImageFormat format, double levels) {
        RgbImage image = decoded(PictureFiles.bytes("rgb.png"));

        RgbImage read = decoded(ImageEncoder.encode(image, new OutputFormat(format, 8, 95)));

        assertThat(meanDifference(image, read)).isLessThan(levels);
    }

    @Test
    void writesASmallerFileAtALowerQuality() {
        RgbImage image = noise(new ImageSize(64, 64));
        for (ImageFormat format : List.of(ImageFormat.JPEG, ImageFormat.WEBP)) {
            assertThat(ImageEncoder.encode(image, new OutputFormat(format, 8, 20)))
                    .hasSizeLessThan(ImageEncoder.encode(image, new OutputFormat(format, 8, 90)).length);
        }
    }

    @ParameterizedTest
    @CsvSource({"PNG", "JPEG", "WEBP", "TIFF"})
    void givesTheSameBytesForTheSamePicture(ImageFormat format) {
        RgbImage image = noise(new ImageSize(33, 20));
        OutputFormat output = new OutputFormat(format, 8, 80);

        assertThat(ImageEncoder.encode(image, output)).isEqualTo(ImageEncoder.encode(image, output));
    }

    private static float[] onWhite(RgbImage image) {
        float[] seen = image.units();
        byte[] alpha = image.alpha().orElseThrow();
        int most = (1 << image.bits()) - 1;
        for (int i = 0; i < seen.length; i++) {
            long a = (alpha[i / 3] & 0xffL) * most / 255;
            long value = Math.round((double) seen[i] * most);
            long onWhite = (value * a + most * (most - a) + most / 2) / most;
            seen[i] = onWhite / (float) most;
        }
        return seen;
    }

    private static double meanDifference(RgbImage a, RgbImage b) {
        byte[] expected = a.rgb();
        byte[] found = b.rgb();
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs((expected[i] & 0xff) - (found[i] & 0xff));
        }
        return sum / expected.length;
    }

    private static RgbImage decoded(byte[] file) {
        return ImageDecoder.decode(file, ImageLimits.DEFAULT);
    }

    private static String luminanceSampling(byte[] jpeg) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
            reader.setInput(in);
            IIOMetadataNode root =
                    (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_jpeg_image_1.0");
            IIOMetadataNode luminance =
                    (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
            return luminance.getAttribute("HsamplingFactor");
        }
    }

    private static RgbImage noise(ImageSize size) {
        return noise(size, 8);
    }

    private static RgbImage noise(ImageSize size, int bits) {
        Random random = new Random(20261124);
        float[] units = new float[3 * (int) size.pixels()];
        for (int i = 0; i < units.length; i++) {
            units[i] = random.nextFloat();
        }
        return RgbImage.ofUnits(size, units, bits, Rounding.NEAREST);
    }
}
