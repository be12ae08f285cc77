package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stylize.recipe.ImageSize;

class PillowResamplingTest {
    @ParameterizedTest
    @EnumSource
    void givesTheSamePictureAtTheSameSize(PillowResampling filter) {
        RgbImage image = RgbImage.of(new ImageSize(2, 1), new byte[] {1, 2, 3, 4, 5, 6});

        assertThat(filter.resize(image, new ImageSize(2, 1))).isSameAs(image);
    }

    @ParameterizedTest
    @EnumSource
    void keepsAnEvenPictureEven(PillowResampling filter) {
        byte[] rgb = new byte[3 * 40 * 30];
        Arrays.fill(rgb, (byte) 200);
        byte[] alpha = new byte[40 * 30];
        Arrays.fill(alpha, (byte) 90);

        RgbImage resized = filter.resize(RgbImage.of(new ImageSize(40, 30), rgb, alpha), new ImageSize(17, 71));

        assertThat(resized.rgb()).containsOnly(200);
        assertThat(resized.alpha().orElseThrow()).hasSize(17 * 71).containsOnly(90);
    }

    @ParameterizedTest
    @EnumSource
    void resizesSixteenBitsAsEightButFiner(PillowResampling filter) {
        byte[] rgb = new byte[3 * 40 * 30];
        new Random(20261125).nextBytes(rgb);
        RgbImage eight = RgbImage.of(new ImageSize(40, 30), rgb);
        ImageSize size = new ImageSize(17, 71);

        RgbImage fromEight = filter.resize(eight, size);
        RgbImage fromSixteen = filter.resize(eight.withBits(16), size);

        assertThat(fromSixteen.bits()).isEqualTo(16);
        float[] coarse = fromEight.units();
        float[] fine = fromSixteen.units();
        for (int i = 0; i < coarse.length; i++) {
            // each of the two axes rounds to half a level at most; the first one's error may grow by the second's
            // filter
            assertThat(fine[i] * 255).isCloseTo(coarse[i] * 255, within(1.3f));
        }
        assertThat(fromSixteen).isNotEqualTo(fromEight.withBits(16));
    }
}
