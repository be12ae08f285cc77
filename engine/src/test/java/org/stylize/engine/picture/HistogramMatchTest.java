package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.ImageSize;

class HistogramMatchTest {
    @Test
    void eachColourGetsTheHistogramOfTheOther() {
        RgbImage style = row(0, 10, 20, 30);
        RgbImage content = row(200, 100, 100, 250);

        // Red of the content is 200, 100, 100, 250: the two darkest become 100, the next 200, the brightest 250.
        assertThat(HistogramMatch.of(style, content)).isEqualTo(row(100, 100, 200, 250));
    }

    @Test
    void histogramsAgreeWhereEachValueHasItsOwnRank() {
        int[] shuffled = new Random(3).ints(0, 256).distinct().limit(256).toArray();
        int[] ascending = new int[256];
        for (int i = 0; i < 256; i++) {
            ascending[i] = i;
        }

        assertThat(HistogramMatch.of(row(shuffled), row(ascending))).isEqualTo(row(shuffled));
    }

    @Test
    void samePictureStaysAsItIs() {
        byte[] rgb = new byte[3 * 640];
        new Random(5).nextBytes(rgb);
        RgbImage image = RgbImage.of(new ImageSize(32, 20), rgb);

        assertThat(HistogramMatch.of(image, image)).isEqualTo(image);
    }

    @Test
    void transparentPixelsOfTheContentDoNotCount() {
        byte[] rgb = {7, 7, 7, (byte) 255, (byte) 255, (byte) 255};
        RgbImage content = RgbImage.of(new ImageSize(2, 1), rgb, new byte[] {(byte) 255, 0});

        assertThat(HistogramMatch.of(row(0, 90, 180), content)).isEqualTo(row(7, 7, 7));
    }

    /** Grey pixels. */
    private static RgbImage row(int... values) {
        byte[] rgb = new byte[3 * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) values[i / 3];
        }
        return RgbImage.of(new ImageSize(values.length, 1), rgb);
    }
}
