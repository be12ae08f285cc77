package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.ImageSize;

class MotionTest {
    private static final ImageSize SIZE = new ImageSize(96, 72);
    private static final int RED = 0xff0000;

    @Test
    void aPanIsFollowedAndWhatComesIntoSightIsThatOfTheNewFrame() {
        RgbImage earlier = Texture.frame(SIZE, 0, 0);
        RgbImage later = Texture.frame(SIZE, 9, 4);

        Motion motion = Motion.between(earlier, later);
        RgbImage carried = motion.carried(earlier, plain(RED));

        assertThat(motion.share()).isCloseTo((96 - 9) * (72 - 4) / (96.0 * 72), within(0.06));
        assertThat(carried.rgbAt(94, 36)).as("right of what was seen").isEqualTo(RED);
        assertThat(carried.rgbAt(40, 70)).as("below what was seen").isEqualTo(RED);
        assertThat(meanDifference(carried, later, 8, 8, 80, 60)).isLessThan(1);
    }

    @Test
    void motionBetweenPixelsIsFollowed() {
        RgbImage earlier = Texture.frame(SIZE, 0, 0);
        RgbImage later = Texture.frame(SIZE, 2.4, -1.3);

        RgbImage carried = Motion.between(earlier, later).carried(earlier, plain(RED));

        assertThat(meanDifference(carried, later, 8, 8, 84, 64)).isLessThan(2);
        assertThat(meanDifference(earlier, later, 8, 8, 84, 64))
                .as("without following it")
                .isGreaterThan(15);
    }

    @Test
    void whatAThingHidBeforeIsNotCarried() {
        RgbImage earlier = Texture.with(SIZE, 30, 20, 24);
        RgbImage later = Texture.with(SIZE, 42, 20, 24);

        RgbImage carried = Motion.between(earlier, later).carried(earlier, plain(RED));

        assertThat(carried.rgbAt(35, 32)).as("behind the thing before").isEqualTo(RED);
        assertThat(meanDifference(carried, later, 50, 28, 58, 36))
                .as("the middle of the thing")
                .isLessThan(3);
        assertThat(meanDifference(carried, later, 4, 4, 24, 68))
                .as("far from it")
                .isLessThan(1);
    }

    @Test
    void framesOfOtherScenesHaveNothingInCommon() {
        Motion motion = Motion.between(Texture.frame(SIZE, 0, 0), Texture.frame(SIZE, 1000, 0));

        assertThat(motion.share()).isLessThan(0.3);
    }

    @Test
    void aFrameThatStaysIsItself() {
        RgbImage frame = Texture.frame(SIZE, 0, 0);
        Motion motion = Motion.between(frame, frame);

        assertThat(motion.share()).isEqualTo(1);
        assertThat(motion.carried(frame, plain(RED))).isEqualTo(frame);
    }

    @Test
    void framesOfTwoSizesAreRefused() {
        assertThatThrownBy(() -> Motion.between(plain(0), RgbImage.of(new ImageSize(72, 96), new byte[3 * 72 * 96])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("96 x 72")
                .hasMessageContaining("72 x 96");
    }

    private static RgbImage plain(int colour) {
        byte[] rgb = new byte[3 * (int) SIZE.pixels()];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) (colour >> 16);
            rgb[i + 1] = (byte) (colour >> 8);
            rgb[i + 2] = (byte) colour;
        }
        return RgbImage.of(SIZE, rgb);
    }

    /** Of green, in levels of 255. */
    private static double meanDifference(RgbImage one, RgbImage other, int left, int top, int right, int bottom) {
        double[] differences = new double[(right - left) * (bottom - top)];
        int n = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                differences[n++] = Math.abs((one.rgbAt(x, y) >> 8 & 255) - (other.rgbAt(x, y) >> 8 & 255));
            }
        }
        return Arrays.stream(differences).average().orElseThrow();
    }
}
