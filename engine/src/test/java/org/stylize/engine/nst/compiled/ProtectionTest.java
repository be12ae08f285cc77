package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.engine.nst.compiled.Agreement.assertLossesAgree;
import static org.stylize.engine.nst.compiled.Agreement.relativeDistance;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stylize.engine.nst.BackEnd;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.OnShippedNetwork;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Protection;
import org.stylize.engine.nst.ReferenceBackEnd;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.engine.nst.TestStyle;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.LossTerm.GramNormalization;
import org.stylize.recipe.LossTerm.SquaredError;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/** A protected part of the content image, in both back ends. */
class ProtectionTest extends OnShippedNetwork {
    private static final int HEIGHT = 54;
    private static final int WIDTH = 70;

    private static CompiledBackEnd compiled;
    private static BackEnd reference;

    @BeforeAll
    static void open() {
        compiled = CompiledBackEnd.on(manager, weights);
        reference = new ReferenceBackEnd(weights);
        System.out.println("seed of the pictures: " + Case.SEED);
    }

    @ParameterizedTest
    @EnumSource
    void bothBackEndsAgree(SquaredError error) {
        try (Case given = given()) {
            Evaluation expected = at(reference, given, error, ramp(given), PreparedRecipe.WHOLE_PICTURE);

            Evaluation found = at(compiled, given, error, ramp(given), PreparedRecipe.WHOLE_PICTURE);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tilesGiveTheSame(SquaredError error) {
        try (Case given = given()) {
            Evaluation expected = at(compiled, given, error, ramp(given), PreparedRecipe.WHOLE_PICTURE);

            Evaluation found = at(compiled, given, error, ramp(given), 32);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-5);
        }
    }

    @Test
    void aBlackMaskIsNoMask() {
        try (Case given = given()) {
            Evaluation expected = at(compiled, given, SquaredError.MEAN, Protection.NONE, PreparedRecipe.WHOLE_PICTURE);

            Evaluation found = at(
                    compiled,
                    given,
                    SquaredError.MEAN,
                    Protection.of(given.scope.zeros(new Shape(1, 1, HEIGHT, WIDTH)), given.scope),
                    PreparedRecipe.WHOLE_PICTURE);

            assertLossesAgree(found, expected, 1e-6);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-6);
        }
    }

    @Test
    void contentCountsAHundredTimesWhereAllIsProtectedAndStyleAsBefore() {
        try (Case given = given()) {
            Evaluation plain = at(reference, given, SquaredError.MEAN, Protection.NONE, PreparedRecipe.WHOLE_PICTURE);

            Evaluation found = at(
                    reference,
                    given,
                    SquaredError.MEAN,
                    Protection.of(given.scope.ones(new Shape(1, 1, HEIGHT, WIDTH)), given.scope),
                    PreparedRecipe.WHOLE_PICTURE);

            for (int i = 0; i < plain.losses().size(); i++) {
                double times = found.losses().get(i).value()
                        / (double) plain.losses().get(i).value();
                boolean ofContent = plain.losses().get(i).name().text().startsWith("content");
                assertThat(times).isBetween(ofContent ? 99.99 : 1 - 1e-6, ofContent ? 100.01 : 1 + 1e-6);
            }
        }
    }

    @Test
    void refusesAMaskOfAnotherSizeThanTheContent() {
        try (Case given = given()) {
            Protection small = Protection.of(given.scope.ones(new Shape(1, 1, 40, 40)), given.scope);

            assertThatThrownBy(() -> at(compiled, given, SquaredError.MEAN, small, PreparedRecipe.WHOLE_PICTURE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("size of the content");
        }
    }

    private static Evaluation at(
            BackEnd backEnd, Case given, SquaredError error, Protection protection, int tileSidePixels) {
        Recipe recipe = Presets.named("d2l").toBuilder()
                .losses(List.of(
                        new LossTerm.Content(1, error, layers("relu3_2", "conv2_1")),
                        new LossTerm.Gram(1e4, GramNormalization.CHANNELS_AND_POSITIONS, layers("relu2_1"))))
                .build();
        List<TestStyle> style = List.of(new TestStyle(given.style, 1));
        return TestObjectives.of(backEnd, recipe, given.content, style, Regions.NONE, protection, tileSidePixels)
                .at(given.picture);
    }

    /** From nothing on the left to all on the right. */
    private static Protection ramp(Case given) {
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % WIDTH / (WIDTH - 1f);
        }
        return Protection.of(given.scope.create(values, new Shape(1, 1, HEIGHT, WIDTH)), given.scope);
    }

    private static Case given() {
        return new Case(manager, new Shape(1, 3, HEIGHT, WIDTH), new Shape(1, 3, 48, 44));
    }

    private static List<LayerWeight> layers(String... names) {
        return List.of(names).stream()
                .map(name -> new LayerWeight(Layer.named(name), 1))
                .toList();
    }
}
