package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.ImageSize;

class NormalizedSpaceTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void coloursBecomePlanesInOrder() {
        byte[] twoPixels = {(byte) 255, 0, 0, 0, (byte) 255, (byte) 255};

        NDArray picture = NormalizedSpace.of(manager, Bytes.toUnits(twoPixels), new ImageSize(2, 1));

        assertThat(picture.getShape()).isEqualTo(new Shape(1, 3, 1, 2));
        assertThat(picture.toFloatArray())
                .containsExactly(
                        new float[] {
                            (1 - 0.485f) / 0.229f, -0.485f / 0.229f,
                            -0.456f / 0.224f, (1 - 0.456f) / 0.224f,
                            -0.406f / 0.225f, (1 - 0.406f) / 0.225f
                        },
                        within(1e-6f));
    }

    @Test
    void wayThereAndBackKeepsEveryLevel() {
        byte[] all = everyLevel();

        float[] back = NormalizedSpace.toUnits(NormalizedSpace.of(manager, Bytes.toUnits(all), new ImageSize(256, 1)));

        for (int i = 0; i < all.length; i++) {
            assertThat(back[i] * 255).isCloseTo(all[i] & 0xFF, within(1e-4f));
        }
    }

    @Test
    void whatCannotBeShownIsClamped() {
        NDArray picture = manager.create(new float[] {-9, 9, -9, 9, -9, 9}, new Shape(1, 3, 1, 2));

        assertThat(NormalizedSpace.toUnits(picture)).containsExactly(0, 0, 0, 1, 1, 1);
    }

    @Test
    void coloursThatDoNotFitTheSizeAreRefused() {
        assertThatThrownBy(() -> NormalizedSpace.of(manager, new float[5], new ImageSize(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 colours but these are 5");
    }

    private static byte[] everyLevel() {
        byte[] levels = new byte[3 * 256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) (i / 3);
        }
        return levels;
    }
}
