package org.stylize.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
    private static final ImageBytes PICTURE = new ImageBytes(new byte[] {1});

    @Test
    void noStyleAndSeventeenStylesAreRefused() {
        assertThatThrownBy(() -> Pictures.of(PICTURE, List.of()))
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessageContaining("1 to 16 pictures but are 0");
        assertThatThrownBy(() -> Pictures.of(PICTURE, Collections.nCopies(17, PICTURE)))
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessageContaining("but are 17");
    }

    @Test
    void eitherEachStyleHasAMaskOrNone() {
        Pictures.Style masked = new Pictures.Style(PICTURE, 1, PICTURE);

        assertThatThrownBy(() -> new Pictures(PICTURE, List.of(masked, Pictures.Style.of(PICTURE)), null))
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessageContaining("one for each of the 2 styles but are 1");
        assertThat(new Pictures(PICTURE, List.of(masked, masked), null).hasMasks())
                .isTrue();
    }

    @Test
    void sharesAddUpToOne() {
        Pictures pictures = new Pictures(
                PICTURE, List.of(new Pictures.Style(PICTURE, 3, null), new Pictures.Style(PICTURE, 1, null)), null);

        assertThat(pictures.shares()).containsExactly(0.75, 0.25);
        assertThat(pictures.hasEqualShares()).isFalse();
    }

    @Test
    void sharesThatAreNoWeightsAreRefused() {
        for (double share : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Pictures.Style(PICTURE, share, null))
                    .isInstanceOf(UnsuitableJobException.class)
                    .hasMessageContaining("must be a number from 0 but is " + share);
        }
        assertThatThrownBy(() -> new Pictures(PICTURE, List.of(new Pictures.Style(PICTURE, 0, null)), null))
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessageContaining("all shares are 0");
    }
}
