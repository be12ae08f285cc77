package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Rounding;

class RgbImageTest {
    private static final ImageSize TWO_PIXELS = new ImageSize(2, 1);

    @Test
    void isNotChangedThroughTheArraysThatWentInOrCameOut() {
        byte[] rgb = {1, 2, 3, 4, 5, 6};
        byte[] alpha = {7, 8};
        RgbImage image = RgbImage.of(TWO_PIXELS, rgb, alpha);

        rgb[0] = 99;
        alpha[0] = 99;
        image.rgb()[1] = 99;
        image.alpha().orElseThrow()[1] = 99;

        assertThat(image.rgb()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(image.alpha().orElseThrow()).containsExactly(7, 8);
    }

    @Test
    void tellsColoursWithoutSign() {
        RgbImage image = RgbImage.of(TWO_PIXELS, new byte[] {0, 0, 0, (byte) 0xfe, (byte) 0x80, 1});

        assertThat(image.rgbAt(1, 0)).isEqualTo(0xfe8001);
    }

    @Test
    void roundsBrightnessesOnceToTheBitsAskedFor() {
        float[] units = {-1, 0, 0.25f, 0.5f, 1, 2};

        assertThat(RgbImage.ofUnits(TWO_PIXELS, units, 8, Rounding.TRUNCATE).rgb())
                .containsExactly(0, 0, 63, 127, 255, 255);
        assertThat(RgbImage.ofUnits(TWO_PIXELS, units, 8, Rounding.NEAREST).rgb())
                .containsExactly(0, 0, 64, 128, 255, 255);
        assertThat(RgbImage.ofUnits(TWO_PIXELS, units, 16, Rounding.NEAREST).units())
                .containsExactly(0, 0, 16384 / 65535f, 32768 / 65535f, 1, 1);
    }

    @Test
    void keepsEveryLevelOf8BitsAsBrightnessAndIn16Bits() {
        byte[] all = new byte[3 * 256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i / 3);
        }
        RgbImage image = RgbImage.of(new ImageSize(256, 1), all);

        assertThat(RgbImage.ofUnits(image.size(), image.units(), 8, Rounding.NEAREST))
                .isEqualTo(image);
        assertThat(image.withBits(16).withBits(8)).isEqualTo(image);
        assertThat(image.withBits(16).rgb()).isEqualTo(all);
    }

    @Test
    void refusesArraysThatDoNotFitItsSize() {
        assertThatThrownBy(() -> RgbImage.of(TWO_PIXELS, new byte[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture of 2 x 1 needs 6 numbers for its colours but got 5");
        assertThatThrownBy(() -> RgbImage.of(TWO_PIXELS, new byte[6], new byte[6]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
