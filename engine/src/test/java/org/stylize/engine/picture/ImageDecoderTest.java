package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.recipe.ImageSize;

/** Every file shows the same quarters: red and green above, blue and yellow below. */
class ImageDecoderTest {
    private static final int RED = 0xdc281e;
    private static final int GREEN = 0x28b43c;
    private static final int BLUE = 0x1e3cc8;
    private static final int YELLOW = 0xe6d232;
    private static final int WHITE = 0xffffff;

    @ParameterizedTest
    @CsvSource({
        "rgb.png, 0",
        "palette.png, 0",
        "baseline.jpg, 3",
        "progressive.jpg, 3",
        "srgb-profile.jpg, 3",
        "lossy.webp, 5",
        "lossless.webp, 0",
        "animated.webp, 0",
        "plain.tiff, 0",
        "lzw.tiff, 0",
        "deflate.tiff, 0",
        "jpeg.tiff, 8",
        "rgb.bmp, 0",
        "palette.bmp, 0",
        "still.gif, 0",
        "animated.gif, 0",
    })
    void readsEveryFormat(String file, int tolerance) {
        RgbImage image = decode(file);

        assertThat(image.size()).isEqualTo(new ImageSize(48, 32));
        assertThat(image.alpha()).isEmpty();
        assertQuarters(image, RED, GREEN, BLUE, YELLOW, tolerance);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAPhotographUprightWhateverWayTheCameraWasHeld(int orientation) {
        RgbImage image = decode("orientation-" + orientation + ".jpg");

        assertThat(image.size()).isEqualTo(new ImageSize(48, 32));
        assertQuarters(image, RED, GREEN, BLUE, YELLOW, 3);
    }

    @Test
    void turnsATiffUpright() {
        assertQuarters(decode("orientation-6.tiff"), RED, GREEN, BLUE, YELLOW, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmyk.jpg", "ycck.jpg", "cmyk.tiff"})
    void readsInkAmountsAsColours(String file) {
        // CMYK of four plain colours, written and read without a press profile
        assertQuarters(decode(file), RED, GREEN, BLUE, YELLOW, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wide-gamut.jpg", "wide-gamut.png", "wide-gamut.webp", "wide-gamut.tiff"})
    void convertsWideGamutColoursToSrgb(String file) {
        assertQuarters(decode(file), RED, GREEN, BLUE, YELLOW, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey.png", "grey.jpg"})
    void keepsGreyAsDarkAsItIs(String file) {
        // luma of the four colours as Pillow computes it: (299 R + 587 G + 114 B) / 1000
        assertQuarters(decode(file), grey(93), grey(124), grey(67), grey(198), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey16.png", "grey16.tiff"})
    void keepsAllOfSixteenBitsAndRoundsThemWhereEightAreAskedFor(String file) {
        RgbImage image = decode(file);

        assertThat(image.bits()).isEqualTo(16);
        float[] units = image.units();
        for (int x = 0; x < 48; x++) {
            int sixteen = (int) (x * 65535L / 47);
            assertThat(units[3 * (7 * 48 + x)]).isEqualTo(sixteen / 65535f);
            assertThat(image.rgbAt(x, 7)).isEqualTo(grey((int) Math.round(sixteen / 257.0)));
        }
    }

    @Test
    void refusesHalfAsManyPixelsWhereEachHasSixteenBits() {
        byte[] file = PictureFiles.bytes("grey16.png");
        long pixels =
                ImageHeader.read(file).width() * (long) ImageHeader.read(file).height();

        assertThat(ImageDecoder.decode(file, new ImageLimits(2 * pixels, 1 << 20, 1))
                        .bits())
                .isEqualTo(16);
        assertThatThrownBy(() -> ImageDecoder.decode(file, new ImageLimits(2 * pixels - 2, 1 << 20, 1)))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContaining("more than 8 bits a sample may have at most " + (pixels - 1) + " pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha.png", "alpha.webp", "alpha.tiff"})
    void seesTransparentPixelsOnWhiteAndKeepsTheirAlpha(String file) {
        RgbImage image = decode(file);

        assertQuarters(image, RED, WHITE, BLUE, 0xf2e898, 1);
        byte[] alpha = image.alpha().orElseThrow();
        assertThat(alpha[0] & 0xff).isEqualTo(255);
        assertThat(alpha[47] & 0xff).isEqualTo(0);
        assertThat(alpha[48 * 32 - 1] & 0xff).isEqualTo(128);
    }

    @Test
    void seesTransparentGreyOnWhite() {
        RgbImage image = decode("grey-alpha.png");

        assertQuarters(image, grey(93), WHITE, grey(67), grey(226), 1);
        assertThat(image.alpha()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour-key.png"})
    void seesTheTransparentColourOfAPngOnWhite(String file) {
        RgbImage image = decode(file);

        assertQuarters(image, RED, WHITE, BLUE, YELLOW, 0);
        assertThat(image.alpha().orElseThrow()[47]).isZero();
    }

    @Test
    void seesTheTransparentColourOfAGifOnWhite() {
        RgbImage image = decode("transparent.gif");

        assertThat(image.rgbAt(36, 8)).isEqualTo(WHITE);
        assertThat(image.alpha().orElseThrow()[47]).isZero();
    }

    private static RgbImage decode(String file) {
        return ImageDecoder.decode(PictureFiles.bytes(file), ImageLimits.DEFAULT);
    }

    private static int grey(int level) {
        return level << 16 | level << 8 | level;
    }

    private static void assertQuarters(RgbImage image, int one, int two, int three, int four, int tolerance) {
        assertColour(image, 12, 8, one, tolerance);
        assertColour(image, 36, 8, two, tolerance);
        assertColour(image, 12, 24, three, tolerance);
        assertColour(image, 36, 24, four, tolerance);
    }

    private static void assertColour(RgbImage image, int x, int y, int expected, int tolerance) {
        int found = image.rgbAt(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(found >> shift & 0xff)
                    .as("pixel %d, %d is %06x, expected %06x", x, y, found, expected)
                    .isCloseTo(expected >> shift & 0xff, within(tolerance));
        }
    }
}
