package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.engine.nst.compiled.Agreement.assertLossesAgree;
import static org.stylize.engine.nst.compiled.Agreement.relativeDistance;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.OnShippedNetwork;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.LossTerm.GramNormalization;
import org.stylize.recipe.Network;
import org.stylize.recipe.Network.Padding;
import org.stylize.recipe.Network.Pooling;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/** Every pooling with every padding, at sizes that are odd at some depth. */
class CompiledNetworkTest extends OnShippedNetwork {
    private static final Shape CONTENT = new Shape(1, 3, 39, 54);
    private static final Shape STYLE = new Shape(1, 3, 47, 37);

    @BeforeAll
    static void open() {
        System.out.println("seed of the pictures: " + Case.SEED);
    }

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>();
        for (Pooling pooling : Pooling.values()) {
            for (Padding padding : Padding.values()) {
                networks.add(new Network(pooling, padding, Network.Precision.FP32));
            }
            networks.add(new Network(pooling, Padding.ZERO, Network.Precision.FP32, 1.7));
        }
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void agreesWithTheFormulas(Network network) {
        assertAgrees(recipe(network, losses()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void agreesWhereNobodyReadsBesideAPooling(Network network) {
        assertAgrees(recipe(network, List.of(new LossTerm.Content(1, layers("relu4_1")))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void agreesInWassersteinsDistance(Network network) {
        assertAgrees(recipe(network, List.of(new LossTerm.Wasserstein(1, 1e-4, 12, layers("relu1_1", "relu2_1")))));
    }

    /** Layers on all sides of poolings and ReLUs, read by losses of all other kinds. */
    private static List<LossTerm> losses() {
        return List.of(
                new LossTerm.Content(1, layers("relu1_2", "relu3_1", "conv4_2", "relu4_2")),
                new LossTerm.Gram(
                        1e3, GramNormalization.CHANNELS_AND_POSITIONS, layers("relu1_1", "relu2_2", "conv5_1")),
                new LossTerm.TotalVariation(2, LossTerm.TotalVariationKind.L1_MEAN));
    }

    private static void assertAgrees(Recipe recipe) {
        try (Case given = new Case(manager, CONTENT, STYLE)) {
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, given.style)
                    .at(given.picture);

            Evaluation found = CompiledObjectives.of(recipe, weights, Precision.FP32, given.content, given.style)
                    .at(given.picture);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-5);
        }
    }

    @NeedsBfloat16
    @ParameterizedTest
    @MethodSource("networks")
    void staysNearTheFormulasInBfloat16(Network network) {
        try (Case given = new Case(manager, CONTENT, STYLE)) {
            Recipe recipe = recipe(network, losses());
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, given.style)
                    .at(given.picture);

            Evaluation found = CompiledObjectives.of(recipe, weights, Precision.BF16, given.content, given.style)
                    .at(given.picture);

            assertLossesAgree(found, expected, 0.02);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(0.1);
        }
    }

    private static Recipe recipe(Network network, List<LossTerm> losses) {
        return Presets.named("d2l").toBuilder().network(network).losses(losses).build();
    }

    private static List<LayerWeight> layers(String... names) {
        return List.of(names).stream()
                .map(name -> new LayerWeight(Layer.named(name), 1))
                .toList();
    }
}
