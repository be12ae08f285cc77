package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stylize.recipe.ImageSize;

class PointBilinearTest {
    private static final ImageSize SIZE = new ImageSize(5, 4);
    private static final int[] GREYS = {
        0, 70, 140, 210, 212, 26, 96, 166, 168, 238, 52, 122, 124, 194, 8, 78, 80, 150, 220, 34
    };

    /** Rounded from torch.nn.functional.interpolate(mode="bilinear", align_corners=False, antialias=False). */
    @Test
    void valuesArePyTorchsToTheNearestByte() {
        RgbImage image = grey(SIZE, GREYS);

        assertThat(PointBilinear.resize(image, new ImageSize(3, 7)))
                .isEqualTo(grey(
                        new ImageSize(3, 7),
                        23,
                        140,
                        211,
                        33,
                        149,
                        213,
                        47,
                        164,
                        214,
                        62,
                        145,
                        142,
                        76,
                        126,
                        72,
                        77,
                        141,
                        87,
                        79,
                        150,
                        96));
        assertThat(PointBilinear.resize(image, new ImageSize(11, 2)))
                .isEqualTo(grey(
                        new ImageSize(11, 2),
                        13,
                        26,
                        58,
                        89,
                        121,
                        153,
                        169,
                        186,
                        202,
                        218,
                        225,
                        65,
                        72,
                        88,
                        104,
                        121,
                        137,
                        169,
                        201,
                        139,
                        55,
                        21));
    }

    @Test
    void pixelsAreSkippedWhereAPictureShrinks() {
        int[] comb = new int[90];
        for (int i = 4; i < comb.length; i += 9) {
            comb[i] = 255;
        }

        assertThat(PointBilinear.resize(grey(new ImageSize(90, 1), comb), new ImageSize(10, 1)))
                .isEqualTo(grey(new ImageSize(10, 1), 255, 255, 255, 255, 255, 255, 255, 255, 255, 255));
    }

    @Test
    void sameSizeIsTheSamePicture() {
        RgbImage image = grey(SIZE, GREYS);

        assertThat(PointBilinear.resize(image, SIZE)).isSameAs(image);
    }

    private static RgbImage grey(ImageSize size, int... values) {
        byte[] rgb = new byte[3 * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) values[i / 3];
        }
        return RgbImage.of(size, rgb);
    }
}
