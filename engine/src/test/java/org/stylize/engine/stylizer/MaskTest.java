package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Rounding;

class MaskTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);

    @ParameterizedTest
    @ValueSource(strings = {"left", "right"})
    void transparentIsBlack(String side) {
        Mask.Picture plain = mask("mask-" + side + ".png");
        Mask.Picture transparent = mask("mask-" + side + "-white-on-transparent.png");

        assertThat(transparent.weights(SIZE)).isEqualTo(plain.weights(SIZE));
        assertThat(transparent.share()).isEqualTo(plain.share());
    }

    @Test
    void halfTransparentGreyCountsByLuminanceTimesAlpha() {
        byte[] seenOnWhite = new byte[3 * 64 * 48];
        byte[] alpha = new byte[64 * 48];
        Arrays.fill(seenOnWhite, (byte) 191); // grey 0.5 of alpha 0.5 on white
        Arrays.fill(alpha, (byte) 128);

        float[] weights = Mask.Picture.of(RgbImage.of(SIZE, seenOnWhite, alpha)).weights(SIZE);

        assertThat(weights[100]).isCloseTo(0.25f, within(1 / 255f));
    }

    @Test
    void hardMasksAreTheRegionsThemselves() {
        List<Mask.Picture> masks = List.of(columns(x -> x < 0.4 ? 1 : 0), columns(x -> x < 0.4 ? 0 : 1));

        List<Region> regions = Region.of(masks, SIZE);

        assertThat(regions).extracting(Region::mask).containsExactlyElementsOf(List.copyOf(masks));
        assertThat(regions).extracting(Region::shares).containsExactly(List.of(1.0, 0.0), List.of(0.0, 1.0));
    }

    @Test
    void hardMasksWithSmoothedEdgesStayTheRegionsThemselves() {
        List<Mask.Picture> masks = List.of(
                columns(x -> Math.max(0, Math.min(1, (0.51 - x) / 0.02))),
                columns(x -> Math.max(0, Math.min(1, (x - 0.49) / 0.02))));

        assertThat(Region.of(masks, SIZE)).hasSize(2);
    }

    @Test
    void aSoftMaskAloneIsTheRegionItself() {
        assertThat(Region.of(List.of(columns(x -> x)), SIZE)).hasSize(1);
    }

    @Test
    void rampsHaveBandsWithMixturesInBetween() {
        List<Mask.Picture> masks = List.of(columns(x -> 1 - x), columns(x -> x));

        List<Region> regions = Region.of(masks, SIZE);

        assertThat(regions).hasSize(9);
        assertThat(regions.get(0).shares()).containsExactly(1.0, 0.0);
        assertThat(regions.get(4).shares()).containsExactly(0.5, 0.5);
        assertThat(regions.get(8).shares()).containsExactly(0.0, 1.0);
    }

    @Test
    void bandsAddUpToTheMasksAndTheirMixturesToThemToo() {
        DoubleUnaryOperator[] formulas = {x -> 0.9 * (1 - x), x -> 0.6 * x * x, x -> 0.3 * Math.sin(3 * x)};
        List<Mask.Picture> masks = List.of(columns(formulas[0]), columns(formulas[1]), columns(formulas[2]));

        List<Region> regions = Region.of(masks, SIZE);

        assertThat(regions.size()).isGreaterThan(3).isLessThanOrEqualTo(12);
        double[][] sums = new double[3][64 * 48];
        for (Region region : regions) {
            float[] weights = region.mask().weights(SIZE);
            for (int i = 0; i < weights.length; i++) {
                for (int style = 0; style < 3; style++) {
                    sums[style][i] += weights[i] * region.shares().get(style);
                }
            }
        }
        double difference = 0;
        for (int style = 0; style < 3; style++) {
            float[] expected = masks.get(style).weights(SIZE);
            for (int i = 0; i < expected.length; i++) {
                difference += Math.abs(sums[style][i] - expected[i]) / expected.length;
            }
        }
        assertThat(difference).as("but for bands that are left out").isLessThan(0.01);
    }

    private static Mask.Picture columns(DoubleUnaryOperator weight) {
        float[] grey = new float[3 * 64 * 48];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (float) weight.applyAsDouble(i / 3 % 64 / 63.0);
        }
        return Mask.Picture.of(RgbImage.ofUnits(SIZE, grey, 16, Rounding.NEAREST));
    }

    private static Mask.Picture mask(String name) {
        try (InputStream in = MaskTest.class.getResourceAsStream("/picture/cases/" + name)) {
            return Mask.Picture.of(
                    ImageDecoder.decode(Objects.requireNonNull(in, name).readAllBytes(), ImageLimits.DEFAULT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
