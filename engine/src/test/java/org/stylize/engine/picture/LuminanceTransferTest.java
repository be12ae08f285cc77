package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LuminanceTransferTest {
    @Test
    void greyOnAReddishGreyIsThatRedderByTheDifferenceOfLuminance() {
        // Y' of (0.8, 0.4, 0.4) is 0.4 + 0.299 * 0.4 = 0.5196.
        float[] result = LuminanceTransfer.of(pixel(0.4, 0.4, 0.4), pixel(0.8, 0.4, 0.4));

        assertThat(result).containsExactly(pixel(0.6804, 0.2804, 0.2804), within(1e-6f));
    }

    @Test
    void aRedThatIsTooDarkToShowMovesTowardsGreyUntilItCanBeShown() {
        // Y' of (0.8, 0, 0) is 0.2392; 0.1196 is half of it, so half the chroma remains.
        float[] result = LuminanceTransfer.of(pixel(0.1196, 0.1196, 0.1196), pixel(0.8, 0, 0));

        assertThat(result).containsExactly(pixel(0.4, 0, 0), within(1e-6f));
    }

    @Test
    void luminanceIsTheFirstsAndHueTheSecondsForAllColours() {
        float[] first = random(11);
        float[] second = random(12);

        float[] result = LuminanceTransfer.of(first, second);

        for (int at = 0; at < result.length; at += 3) {
            assertThat(luma(result, at)).isCloseTo(luma(first, at), within(1e-6));
            double cb = second[at + 2] - luma(second, at);
            double cr = second[at] - luma(second, at);
            double foundCb = result[at + 2] - luma(result, at);
            double foundCr = result[at] - luma(result, at);
            assertThat(cb * foundCr - cr * foundCb).isCloseTo(0, within(1e-6));
            assertThat(cb * foundCb + cr * foundCr).isGreaterThanOrEqualTo(-1e-6);
        }
    }

    @Test
    void whatCannotBeShownIsCutFirst() {
        assertThat(LuminanceTransfer.of(pixel(7, 7, 7), pixel(0.1, 0.1, 0.1)))
                .containsExactly(pixel(1, 1, 1), within(0f));
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatThrownBy(() -> LuminanceTransfer.of(new float[3], new float[6]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 numbers but are 6");
    }

    private static double luma(float[] units, int at) {
        return 0.299 * units[at] + 0.587 * units[at + 1] + 0.114 * units[at + 2];
    }

    private static float[] pixel(double red, double green, double blue) {
        return new float[] {(float) red, (float) green, (float) blue};
    }

    private static float[] random(int seed) {
        Random random = new Random(seed);
        float[] units = new float[3 * 5000];
        for (int i = 0; i < units.length; i++) {
            units[i] = random.nextFloat();
        }
        return units;
    }
}
