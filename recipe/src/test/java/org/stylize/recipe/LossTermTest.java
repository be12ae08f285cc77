package org.stylize.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTermTest {
    private static final List<LayerWeight> LAYERS = LayerWeight.equal("relu1_1");

    static List<LossTerm> terms() {
        return List.of(
                new LossTerm.Content(1, LAYERS),
                new LossTerm.Gram(1, LossTerm.GramNormalization.POSITIONS, LAYERS),
                new LossTerm.Wasserstein(1, 1e-4, 12, LAYERS),
                new LossTerm.Moments(1, 1e-5, LAYERS),
                new LossTerm.Histogram(1, 64, LAYERS),
                new LossTerm.Neighbours(1, 64, LAYERS),
                new LossTerm.TotalVariation(1, LossTerm.TotalVariationKind.L1_MEAN));
    }

    @ParameterizedTest
    @MethodSource("terms")
    void typeIsTheNameInJson(LossTerm term) {
        Recipe recipe = Presets.named("d2l").toBuilder().losses(List.of(term)).build();

        assertThat(RecipeJson.write(recipe)).contains("\"type\":\"" + term.type() + "\"");
    }
}
