package org.stylize.engine;

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
    void masksForAnotherNumberOfStylesAreRefused() {
        Pictures pictures = Pictures.of(PICTURE, List.of(PICTURE, PICTURE));

        assertThatThrownBy(() -> pictures.withMasks(List.of(PICTURE)))
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessageContaining("one for each of the 2 styles but are 1");
    }
}
