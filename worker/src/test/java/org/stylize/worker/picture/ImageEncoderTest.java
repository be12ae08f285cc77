package org.stylize.worker.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;

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
    @ValueSource(ints = {80, 95})
    void embedsTheSrgbProfileInAJpeg(int quality) throws IOException {
        byte[] jpeg = ImageEncoder.jpeg(noise(new ImageSize(33, 20)), quality);

        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        assertThat(new String(jpeg, StandardCharsets.ISO_8859_1))
                .contains("ICC_PROFILE\0\1\1" + new String(profile, StandardCharsets.ISO_8859_1));
        assertThat(ImageIO.read(new ByteArrayInputStream(jpeg))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"80, 2", "89, 2", "90, 1", "95, 1"})
    void keepsAllColourOfAGoodJpegAndHalfOfAPreview(int quality, String luminanceSampling) throws IOException {
        byte[] jpeg = ImageEncoder.jpeg(noise(new ImageSize(33, 20)), quality);

        assertThat(luminanceSampling(jpeg)).isEqualTo(luminanceSampling);
    }

    @Test
    void comesCloseToThePictureInAGoodJpeg() {
        RgbImage image = ImageDecoder.decode(PictureFiles.bytes("rgb.png"), ImageLimits.DEFAULT);

        RgbImage read = ImageDecoder.decode(ImageEncoder.jpeg(image, 95), ImageLimits.DEFAULT);

        byte[] expected = image.rgb();
        byte[] found = read.rgb();
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs((expected[i] & 0xff) - (found[i] & 0xff));
        }
        assertThat(sum / expected.length).isLessThan(2);
    }

    @Test
    void givesTheSameBytesForTheSamePicture() {
        RgbImage image = noise(new ImageSize(33, 20));

        assertThat(ImageEncoder.png(image)).isEqualTo(ImageEncoder.png(image));
        assertThat(ImageEncoder.jpeg(image, 80)).isEqualTo(ImageEncoder.jpeg(image, 80));
    }

    @Test
    void refusesAQualityOutsideOneToAHundred() {
        RgbImage image = noise(new ImageSize(33, 20));

        assertThatThrownBy(() -> ImageEncoder.jpeg(image, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageEncoder.jpeg(image, 101)).isInstanceOf(IllegalArgumentException.class);
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
        byte[] rgb = new byte[3 * (int) size.pixels()];
        new Random(20261124).nextBytes(rgb);
        return RgbImage.of(size, rgb);
    }
}
