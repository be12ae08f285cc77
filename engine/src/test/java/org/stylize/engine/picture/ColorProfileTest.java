package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ICC_Profile;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColorProfileTest {
    @Test
    void convertsSixteenBitsToTheSameColoursAsEight() {
        ICC_Profile wideGamut = Objects.requireNonNull(
                PngFile.parse(PictureFiles.bytes("wide-gamut.png")).profile());
        byte[] colours = new byte[3 * 20 * 10];
        new Random(20261125).nextBytes(colours);
        Samples eight = Samples.of(colours);

        Samples fromEight = Objects.requireNonNull(ColorProfile.toSrgb(wideGamut, eight, 3, 20, 10));
        Samples fromSixteen = Objects.requireNonNull(ColorProfile.toSrgb(wideGamut, eight.withBits(16), 3, 20, 10));

        assertThat(fromSixteen.bits()).isEqualTo(16);
        int finer = 0;
        for (int i = 0; i < fromEight.length(); i++) {
            assertThat(fromSixteen.at(i) / 257.0).isCloseTo(fromEight.at(i), within(1.0));
            finer += fromSixteen.at(i) % 257 == 0 ? 0 : 1;
        }
        assertThat(finer).as("samples between two levels of 8 bits").isGreaterThan(fromEight.length() / 2);
    }
}
