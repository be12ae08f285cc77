package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.recipe.Layer;

class TileTest {
    private static final int REACH_PIXELS = 70;

    @ParameterizedTest
    @CsvSource({"97, 131, 64", "200, 150, 96", "65, 48, 16", "33, 500, 100", "2048, 2048, 512"})
    void coresCoverThePictureOnceAndCropsHoldWhatTheyDependOn(int height, int width, int side) {
        int[][] covered = new int[height][width];

        for (Tile tile : Tile.of(new Shape(1, 3, height, width), side, REACH_PIXELS)) {
            Tile.Edges core = tile.core();
            Tile.Edges crop = tile.crop();
            for (long y = core.top(); y < core.bottom(); y++) {
                for (long x = core.left(); x < core.right(); x++) {
                    covered[(int) y][(int) x]++;
                }
            }
            assertThat(core.bottom() - core.top()).isBetween(1L, (long) side + Tile.ALIGNMENT_PIXELS);
            assertThat(core.right() - core.left()).isBetween(1L, (long) side + Tile.ALIGNMENT_PIXELS);
            assertThat(crop.top()).isLessThanOrEqualTo(Math.max(0, core.top() - REACH_PIXELS));
            assertThat(crop.left()).isLessThanOrEqualTo(Math.max(0, core.left() - REACH_PIXELS));
            assertThat(crop.bottom()).isBetween(Math.min(height, core.bottom() + REACH_PIXELS), (long) height);
            assertThat(crop.right()).isBetween(Math.min(width, core.right() + REACH_PIXELS), (long) width);
            assertThat(List.of(crop.top(), crop.left(), core.top(), core.left()))
                    .allSatisfy(edge -> assertThat(edge % Tile.ALIGNMENT_PIXELS).isZero());
        }

        for (int[] row : covered) {
            assertThat(row).containsOnly(1);
        }
    }

    @Test
    void aPictureThatIsNoLargerIsOneTile() {
        Tile.Edges all = new Tile.Edges(0, 100, 0, 64);

        assertThat(Tile.of(new Shape(1, 3, 100, 64), 100, REACH_PIXELS)).containsExactly(new Tile(all, all));
        assertThat(Tile.of(new Shape(1, 3, 100, 64), PreparedRecipe.WHOLE_PICTURE, REACH_PIXELS))
                .containsExactly(new Tile(all, all));
    }

    @Test
    void tilesAreAsLargeAsMemoryAllows() {
        MemoryEstimate estimate = MemoryEstimate.of(Layer.known().subList(0, 25), 4, 8, REACH_PIXELS);
        Shape picture = new Shape(1, 3, 2048, 2048);

        assertThat(estimate.bytesPerPixel()).isEqualTo(1552);
        assertThat(estimate.tileSidePixels(picture, 1552L * 2048 * 2048)).isEqualTo(PreparedRecipe.WHOLE_PICTURE);
        assertThat(estimate.tileSidePixels(picture, 1552L * 2048 * 2048 - 1)).isEqualTo(1024);
        assertThat(estimate.tileSidePixels(picture, 1L << 30)).isEqualTo(640);
        assertThat(estimate.tileSidePixels(picture, 1)).isEqualTo(256);
    }

    @Test
    void tilesThatHardlyOverlapAreSmall() {
        MemoryEstimate estimate = MemoryEstimate.of(Layer.known().subList(0, 12), 4, 8, 14);
        Shape picture = new Shape(1, 3, 2048, 2048);

        assertThat(estimate.tileSidePixels(picture, Long.MAX_VALUE)).isEqualTo(PreparedRecipe.WHOLE_PICTURE);
        assertThat(estimate.tileSidePixels(picture, 4L << 30)).isEqualTo(512);
        assertThat(estimate.tileSidePixels(picture, 1)).isEqualTo(256);
    }
}
