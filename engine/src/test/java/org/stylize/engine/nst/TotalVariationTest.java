package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class TotalVariationTest {
    @Test
    void rampHasTheMeanOfItsTwoSlopes() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray ramp = manager.arange(20f).reshape(1, 1, 4, 5); // rows differ by 5, columns by 1

            float value = TotalVariation.l1Mean(ramp).getFloat();

            assertThat(value).isCloseTo((5f + 1f) / 2, within(1e-6f));
        }
    }

    @Test
    void checkerboardOfZerosAndOnesHasOne() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] board = new float[3 * 6 * 7];
            for (int i = 0; i < board.length; i++) {
                int row = i / 7 % 6;
                board[i] = (row + i % 7) % 2;
            }

            float value = TotalVariation.l1Mean(manager.create(board, new Shape(1, 3, 6, 7)))
                    .getFloat();

            assertThat(value).isCloseTo(1f, within(1e-6f));
        }
    }

    @Test
    void flatPictureHasNone() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThat(TotalVariation.l1Mean(manager.full(new Shape(1, 3, 4, 4), -2.5f))
                            .getFloat())
                    .isZero();
        }
    }

    @Test
    void pictureWithoutNeighboursIsRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray line = manager.zeros(new Shape(1, 3, 1, 9));

            assertThatThrownBy(() -> TotalVariation.l1Mean(line))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sides from 2");
        }
    }
}
