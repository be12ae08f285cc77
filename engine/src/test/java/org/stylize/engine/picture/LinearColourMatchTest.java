package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.ImageSize;

class LinearColourMatchTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);

    @Test
    void resultHasTheMeanAndTheCovarianceOfTheOther() {
        RgbImage style =
                normal(1, SIZE, new double[] {90, 140, 120}, new double[][] {{25, 0, 0}, {5, 9, 0}, {-6, 4, 15}});
        RgbImage content = normal(2, new ImageSize(33, 70), new double[] {130, 110, 140}, new double[][] {
            {20, 0, 0}, {15, 12, 0}, {3, -9, 18}
        });

        ColourMoments matched = ColourMoments.of(LinearColourMatch.of(style, content));

        ColourMoments expected = ColourMoments.of(content);
        for (int i = 0; i < 3; i++) {
            assertThat(matched.mean(i)).isCloseTo(expected.mean(i), within(0.1 / 255));
            for (int j = 0; j < 3; j++) {
                assertThat(matched.covariance().at(i, j))
                        .as("covariance %d %d", i, j)
                        .isCloseTo(expected.covariance().at(i, j), within(2.0 / 255 / 255));
            }
        }
    }

    /** On colours that vary by themselves, the map is the ratio of deviations. */
    @Test
    void independentColoursAreShiftedAndStretched() {
        RgbImage style = twoValues(new int[] {100, 60, 20}, new int[] {120, 100, 40});
        RgbImage content = twoValues(new int[] {50, 100, 200}, new int[] {90, 120, 250});

        assertThat(LinearColourMatch.of(style, content)).isEqualTo(content);
    }

    @Test
    void samePictureStaysAsItIs() {
        RgbImage image =
                normal(3, SIZE, new double[] {128, 120, 110}, new double[][] {{20, 0, 0}, {18, 4, 0}, {16, 3, 5}});

        assertThat(LinearColourMatch.of(image, image)).isEqualTo(image);
    }

    @Test
    void greyPictureGetsTheContentsMeanColourAndNoOthers() {
        byte[] grey = new byte[(int) (3 * SIZE.pixels())];
        Arrays.fill(grey, (byte) 77);
        RgbImage content =
                normal(4, SIZE, new double[] {140, 60, 90}, new double[][] {{20, 0, 0}, {8, 4, 0}, {6, 3, 5}});

        RgbImage matched = LinearColourMatch.of(RgbImage.of(SIZE, grey), content);

        ColourMoments expected = ColourMoments.of(content);
        assertThat(matched.rgbAt(5, 5)).isEqualTo(matched.rgbAt(63, 47));
        assertThat((matched.rgbAt(0, 0) >> 16) / 255.0).isCloseTo(expected.mean(0), within(0.5 / 255));
    }

    @Test
    void transparentPixelsOfTheContentDoNotCount() {
        byte[] rgb = {10, 20, 30, (byte) 255, (byte) 255, (byte) 255};
        RgbImage content = RgbImage.of(new ImageSize(2, 1), rgb, new byte[] {(byte) 255, 0});

        ColourMoments moments = ColourMoments.of(content);

        assertThat(moments.mean(0)).isCloseTo(10 / 255.0, within(1e-12));
        assertThat(moments.covariance().at(1, 1)).isCloseTo(0, within(1e-12));
    }

    private static RgbImage normal(int seed, ImageSize size, double[] mean, double[][] factor) {
        Random random = new Random(seed);
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        for (int at = 0; at < rgb.length; at += 3) {
            double[] white = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            for (int i = 0; i < 3; i++) {
                double value = mean[i];
                for (int j = 0; j < 3; j++) {
                    value += factor[i][j] * Math.max(-2.5, Math.min(2.5, white[j]));
                }
                rgb[at + i] = (byte) Math.round(Math.max(0, Math.min(255, value)));
            }
        }
        return RgbImage.of(size, rgb);
    }

    /** All eight combinations, so that the colours are uncorrelated. */
    private static RgbImage twoValues(int[] low, int[] high) {
        byte[] rgb = new byte[24];
        for (int pixel = 0; pixel < 8; pixel++) {
            for (int i = 0; i < 3; i++) {
                rgb[3 * pixel + i] = (byte) ((pixel >> i & 1) == 0 ? low[i] : high[i]);
            }
        }
        return RgbImage.of(new ImageSize(8, 1), rgb);
    }
}
