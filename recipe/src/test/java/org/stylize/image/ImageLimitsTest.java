package org.stylize.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageLimitsTest {
    private static final ImageLimits LIMITS = ImageLimits.DEFAULT;

    @Test
    void letAnOrdinaryPhotographPass() {
        assertThatCode(() -> LIMITS.check(png(6000, 4000), 12_000_000)).doesNotThrowAnyException();
    }

    @Test
    void holdAtTheirVeryEdge() {
        assertThatCode(() -> LIMITS.check(png(10_000, 10_000), 64L << 20)).doesNotThrowAnyException();
        assertThatCode(() -> LIMITS.check(png(16, 16), 1)).doesNotThrowAnyException();
    }

    @Test
    void refuseTwentyThousandPixelsSquared() {
        assertThatThrownBy(() -> LIMITS.check(png(20_000, 20_000), 1000))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessage("a picture may have at most 100000000 pixels but this one is 20000×20000 = 400000000");
    }

    @Test
    void refuseSidesWhoseProductWouldOverflow() {
        assertThatThrownBy(() -> LIMITS.check(png(Integer.MAX_VALUE, Integer.MAX_VALUE), 1000))
                .isInstanceOf(ImageTooLargeException.class);
    }

    @Test
    void refuseAHundredMegabytes() {
        assertThatThrownBy(() -> LIMITS.checkBytes(100_000_000))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessage("a picture file may have at most 67108864 bytes but this one has 100000000");
    }

    @Test
    void refuseASinglePixel() {
        assertThatThrownBy(() -> LIMITS.check(png(1, 1), 70))
                .isInstanceOf(ImageTooSmallException.class)
                .hasMessage("a picture must be at least 16 pixels on each side but this one is 1×1");
        assertThatThrownBy(() -> LIMITS.check(png(400, 15), 70)).isInstanceOf(ImageTooSmallException.class);
    }

    private static ImageHeader png(int width, int height) {
        return new ImageHeader(ImageFormat.PNG, width, height, Orientation.UPRIGHT);
    }
}
