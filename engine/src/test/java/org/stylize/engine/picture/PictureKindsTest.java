package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.image.ImageLimits;
import org.stylize.image.UnsupportedImageException;
import org.stylize.recipe.ImageSize;

/** Kinds of files that were once read as another picture. */
class PictureKindsTest {
    @ParameterizedTest
    @ValueSource(strings = {"p96-m0", "p96-m1", "p320-m0", "p320-m4"})
    void readsLossyWebpAsLibwebpDoes(String name) throws IOException {
        RgbImage found = decode(name + ".webp");

        BufferedImage expected = reference(name + ".libwebp.png");
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                assertThat(found.rgbAt(x, y)).as("pixel %d, %d", x, y).isEqualTo(expected.getRGB(x, y) & 0xffffff);
            }
        }
    }

    @Test
    void placesTheFirstFrameOfAnAnimationOnItsCanvas() throws IOException {
        RgbImage found = decode("anim-offset.webp");

        BufferedImage expected = reference("anim-offset.libwebp.png");
        byte[] alpha = found.alpha().orElseThrow();
        assertThat(found.size()).isEqualTo(new ImageSize(expected.getWidth(), expected.getHeight()));
        for (int i = 0; i < alpha.length; i++) {
            int x = i % expected.getWidth();
            int y = i / expected.getWidth();
            int argb = expected.getRGB(x, y);
            assertThat(alpha[i] & 0xff).isEqualTo(argb >>> 24);
            assertThat(found.rgbAt(x, y)).isEqualTo(argb >>> 24 == 255 ? argb & 0xffffff : 0xffffff);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "camera-raw.dng, 'the picture is a camera raw file (DNG), which is not supported; export it as JPEG, PNG or TIFF first'",
        "big.tif, 'found a BigTIFF, which is not supported; export it as JPEG, PNG or TIFF first'",
        "float32.tif, 'the picture is a floating-point TIFF, which is not supported; save it as a TIFF of 8 or 16 bits'",
        "zstd.tif, 'the picture is a Zstandard TIFF, which is not supported; save it as a TIFF of 8 or 16 bits'",
    })
    void refusesByNameWhatItDoesNotRead(String file, String message) {
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(UnsupportedImageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void convertsByTheProfileWhereAnSrgbChunkContradictsIt() {
        assertColour(decode("p3-iccp-and-srgb.png"), 0, 0, 219, 37, 49, 1);
    }

    @Test
    void convertsByCodePoints() {
        // Display P3 (200, 60, 60) by the matrices of SMPTE EG 432-1 and IEC 61966-2-1; a profile's rounding moves it a
        // little
        assertColour(decode("p3-cicp.png"), 0, 0, 218, 42, 52, 1);
    }

    @Test
    void turnsByTheFirstExifSegmentThatSaysHow() {
        assertThat(decode("exif-two.jpg").size()).isEqualTo(new ImageSize(64, 96));
    }

    @Test
    void skipsBytesBetweenSegments() {
        RgbImage found = decode("pad-byte-between-segments.jpg");

        assertThat(found.size()).isEqualTo(new ImageSize(96, 64));
        assertColour(found, 0, 0, 124, 190, 142, 2); // as libjpeg-turbo
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 120, 193, 140", "48, 32, 205, 57, 33", "95, 63, 91, 125, 98"})
    void convertsLabAsLittleCmsDoes(int x, int y, int red, int green, int blue) {
        assertColour(decode("lab.tif"), x, y, red, green, blue, 2);
    }

    @Test
    void keepsTheTransparencyOfBlackAndWhite() {
        RgbImage found = decode("grey1-trns.png");

        byte[] alpha = found.alpha().orElseThrow();
        for (int i = 0; i < alpha.length; i++) {
            boolean white =
                    found.rgbAt(i % found.size().width(), i / found.size().width()) == 0xffffff;
            assertThat(alpha[i] & 0xff).isEqualTo(white ? 0 : 255);
        }
    }

    private static void assertColour(RgbImage image, int x, int y, int red, int green, int blue, int tolerance) {
        int found = image.rgbAt(x, y);
        assertThat(found >> 16).as("red of %06x", found).isCloseTo(red, within(tolerance));
        assertThat(found >> 8 & 0xff).as("green of %06x", found).isCloseTo(green, within(tolerance));
        assertThat(found & 0xff).as("blue of %06x", found).isCloseTo(blue, within(tolerance));
    }

    private static RgbImage decode(String file) {
        return ImageDecoder.decode(PictureFiles.bytes("cases/" + file), ImageLimits.DEFAULT);
    }

    private static BufferedImage reference(String file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(PictureFiles.bytes("cases/" + file)));
    }
}
