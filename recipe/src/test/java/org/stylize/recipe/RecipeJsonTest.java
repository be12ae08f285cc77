package org.stylize.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeJsonTest {
    private static final String D2L = """
            {"name":"d2l",\
            "sizing":{"type":"exact","widthPixels":450,"heightPixels":300},\
            "resampling":"bilinear",\
            "network":{"pooling":"max","padding":"zero","precision":"fp32","poolingScale":1.0},\
            "start":"content",\
            "losses":[\
            {"type":"content","weight":1.0,"error":"mean","layers":[{"layer":"relu4_4","weight":1.0}]},\
            {"type":"gram","weight":10000.0,"normalization":"chw","error":"mean","layers":[\
            {"layer":"relu1_1","weight":1.0},{"layer":"relu2_1","weight":1.0},{"layer":"relu3_1","weight":1.0},\
            {"layer":"relu4_1","weight":1.0},{"layer":"conv5_1","weight":1.0}]},\
            {"type":"total-variation","weight":10.0,"kind":"l1-mean"}],\
            "optimizer":{"type":"adam","learningRate":0.3,"beta1":0.9,"beta2":0.999,"epsilon":1.0E-8},\
            "schedule":{"type":"step-decay","every":50,"factor":0.8},\
            "steps":500,\
            "rounding":"truncate",\
            "variable":{"space":"normalized","clamped":false,"averageDecay":0.0},\
            "scales":{"type":"single"},\
            "styleScale":1.0,\
            "styleBlend":[],\
            "seed":0,\
            "colours":"style",\
            "stop":{"minimalGain":0.0,"windowSteps":20,"timeBudgetSeconds":0.0},\
            "balance":{"type":"weights","typicalRatio":0.026}}""";

    /** Stored fingerprints depend on every character of this text. */
    @Test
    void momentsAreReadAndTheirRangesChecked() {
        LossTerm moments = new LossTerm.Moments(2, 1e-5, List.of(new LayerWeight(Layer.named("relu1_1"), 1)));
        Recipe recipe =
                Presets.named("d2l").toBuilder().losses(List.of(moments)).build();
        String text = RecipeJson.write(recipe);

        assertThat(text).contains("{\"type\":\"moments\",\"weight\":2.0,\"epsilon\":");
        assertThat(RecipeJson.read(text)).isEqualTo(recipe);
        assertThatThrownBy(() -> new LossTerm.Moments(2, 0, moments.layers()))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("epsilon");
    }

    @Test
    void histogramIsReadAndItsRangesChecked() {
        LossTerm histogram = new LossTerm.Histogram(2, 256, List.of(new LayerWeight(Layer.named("relu1_1"), 1)));
        Recipe recipe =
                Presets.named("d2l").toBuilder().losses(List.of(histogram)).build();
        String text = RecipeJson.write(recipe);

        assertThat(text).contains("{\"type\":\"histogram\",\"weight\":2.0,\"quantiles\":256,");
        assertThat(RecipeJson.read(text)).isEqualTo(recipe);
        assertThatThrownBy(() -> RecipeJson.read(text.replace("\"quantiles\":256", "\"quantiles\":1")))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessage("losses[0].quantiles must be an integer from 2 to 4096 but is 1");
        assertThatThrownBy(() -> RecipeJson.read(text.replace("\"quantiles\":256,", "")))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("quantiles");
    }

    @Test
    void neighboursAreReadAndTheirRangesChecked() {
        LossTerm neighbours = new LossTerm.Neighbours(2, 1024, List.of(new LayerWeight(Layer.named("relu1_1"), 1)));
        Recipe recipe =
                Presets.named("d2l").toBuilder().losses(List.of(neighbours)).build();
        String text = RecipeJson.write(recipe);

        assertThat(text).contains("{\"type\":\"neighbours\",\"weight\":2.0,\"samples\":1024,");
        assertThat(RecipeJson.read(text)).isEqualTo(recipe);
        assertThatThrownBy(() -> RecipeJson.read(text.replace("\"samples\":1024", "\"samples\":1")))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessage("losses[0].samples must be an integer from 2 to 16384 but is 1");
    }

    @Test
    void canonicalTextOfTheTextbookRecipeStaysAsItIs() {
        assertThat(RecipeJson.write(Presets.named("d2l"))).isEqualTo(D2L);
    }

    @Property(tries = 200)
    void whatIsWrittenReadsBackEqual(@ForAll("recipes") Recipe recipe) {
        String json = RecipeJson.write(recipe);

        assertThat(RecipeJson.read(json)).isEqualTo(recipe);
        assertThat(RecipeJson.write(RecipeJson.read(json))).isEqualTo(json);
    }

    @Property(tries = 200)
    void overridesWrittenReadBackEqual(@ForAll("overrides") RecipeOverrides overrides) {
        assertThat(RecipeOverrides.fromJson(overrides.toJson())).isEqualTo(overrides);
    }

    @Test
    void integersAndWhiteSpaceReadAsTheSameRecipe() {
        String loose = D2L.replace("10000.0", "1e4").replace(":1.0", " : 1").replace(",", ",\n  ");

        assertThat(RecipeJson.read(loose)).isEqualTo(Presets.named("d2l"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"steps\":500          | \"steps\":0            | steps                     | an integer from 1 to 10000",
                "\"steps\":500          | \"steps\":\"500\"      | steps                     | must be an integer but is the text \"500\"",
                "\"steps\":500          | \"steps\":null         | steps                     | must be an integer but is null",
                "\"colours\":\"style\" | \"colours\":\"styl\"  | colours                   | is none of style, content-luminance, linear-match, histogram-match; nearest is style",
                "\"minimalGain\":0.0    | \"minimalGain\":0.6    | stop.minimalGain          | 0 to 0.5 but is 0.6",
                "\"windowSteps\":20     | \"windowSteps\":1      | stop.windowSteps          | from 2 to 1000",
                "\"timeBudgetSeconds\":0.0 | \"timeBudgetSeconds\":-1 | stop.timeBudgetSeconds | 0 to 86400 but is -1",
                "\"steps\":500,         | ''                     | steps                     | is missing: expected an integer",
                "\"steps\":500          | \"steps\":500,\"stepz\":1 | stepz                     | nearest is steps",
                "\"steps\":500          | \"steps\":500,\"steps\":1 | json                   | must have each field once but has \"steps\" twice",
                "\"relu4_4\"            | \"relu4_5\"            | losses[0].layers[0].layer | nearest is relu4_",
                "\"type\":\"gram\"      | \"type\":\"grams\"     | losses[1].type            | nearest is gram",
                "\"weight\":10000.0     | \"weight\":-1          | losses[1].weight          | from 0 to 1000000000 but is -1",
                "\"layer\":\"relu2_1\"  | \"layer\":\"relu1_1\"  | losses[1].layers          | relu1_1 twice",
                "\"pooling\":\"max\"    | \"pooling\":\"min\"    | network.pooling           | is none of max, average, l2; nearest is max",
                "\"beta1\":0.9          | \"beta1\":1            | optimizer.beta1           | to below 1 but is 1",
                "\"every\":50           | \"every\":10001        | schedule.every            | from 1 to 10000 but is 10001",
                "\"widthPixels\":450    | \"widthPixels\":5000   | sizing.widthPixels        | from 32 to 4096 but is 5000",
                "\"name\":\"d2l\"       | \"name\":\"D 2 L\"     | name                      | D 2 L",
            })
    void wrongFieldIsNamedWithItsPath(String found, String replaced, String field, String message) {
        assertThat(D2L).contains(found);

        assertThatThrownBy(() -> RecipeJson.read(D2L.replace(found, replaced == null ? "" : replaced)))
                .isInstanceOfSatisfying(InvalidRecipeException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e).hasMessageContaining(message);
                });
    }

    @Test
    void recipeWrittenBeforeThereWereScalesMeansWhatItMeant() {
        String old = D2L.substring(0, D2L.indexOf(",\"variable\"")) + "}";

        assertThat(RecipeJson.read(old.replace(",\"poolingScale\":1.0", "").replace("\"error\":\"mean\",", "")))
                .isEqualTo(Presets.named("d2l").toBuilder()
                        .balance(Balance.DEFAULT)
                        .build());
    }

    @Test
    void whatAStopRuleDoesNotSayHasItsDefault() {
        String json = D2L.substring(0, D2L.indexOf(",\"colours\"")) + ",\"stop\":{\"minimalGain\":0.01}}";

        assertThat(RecipeJson.read(json))
                .isEqualTo(Presets.named("d2l").toBuilder()
                        .stop(StopRule.NEVER.withMinimalGain(0.01))
                        .balance(Balance.DEFAULT)
                        .build());
    }

    @Test
    void lbfgsWrittenBeforeItHadALineSearchAndSmoothingHasNeither() {
        Recipe gatys = Presets.named("gatys");
        String later = ",\"lineSearch\":\"none\",\"firstStep\":0.0,"
                + "\"smoothing\":{\"order\":0.0,\"wavelengthPixels\":100.0}";
        String json = RecipeJson.write(gatys);

        assertThat(json).contains(later);
        assertThat(RecipeJson.read(json.replace(later, ""))).isEqualTo(gatys);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"firstStep\":0.1        | \"firstStep\":1.5      | optimizer.firstStep                  | 0 to 1 but is 1.5",
                "\"order\":1.5            | \"order\":-1           | optimizer.smoothing.order            | 0 to 4 but is -1",
                "\"wavelengthPixels\":200 | \"wavelengthPixels\":0 | optimizer.smoothing.wavelengthPixels | 1 to 10000",
            })
    void wrongFieldOfLbfgsIsNamedWithItsPath(String found, String replaced, String field, String message) {
        String json = RecipeJson.write(Presets.named("d2l-fast"));
        assertThat(json).contains(found);

        assertThatThrownBy(() -> RecipeJson.read(json.replace(found, replaced)))
                .isInstanceOfSatisfying(InvalidRecipeException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e).hasMessageContaining(message);
                });
    }

    @Test
    void strengthReadsBackAndItsTypicalRatioMayBeLeftOut() {
        String json =
                D2L.substring(0, D2L.indexOf(",\"balance\"")) + ",\"balance\":{\"type\":\"strength\",\"value\":0.7}}";

        Recipe recipe = RecipeJson.read(json);

        assertThat(recipe.balance()).isEqualTo(new Balance.Strength(0.7, Balance.DEFAULT.typicalRatio()));
        assertThat(RecipeJson.read(RecipeJson.write(recipe))).isEqualTo(recipe);
    }

    @Test
    void textLongerThanAnyRecipeIsRefusedUnread() {
        assertThatThrownBy(() -> RecipeJson.read(" ".repeat(70_000)))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("65536");
    }

    @Provide
    Arbitrary<Recipe> recipes() {
        Arbitrary<Sizing> sizing = Arbitraries.oneOf(
                Arbitraries.integers().between(32, 4096).map(Sizing.LongSide::new),
                Combinators.combine(sides(), sides()).as(Sizing.Exact::new));
        Arbitrary<List<LossTerm>> losses = Combinators.combine(
                        weights(1e6), weights(1e9), weights(1e5), layers(), layers())
                .as((content, style, tv, contentLayers, styleLayers) -> List.of(
                        new LossTerm.Content(content, contentLayers),
                        new LossTerm.Gram(style, LossTerm.GramNormalization.CHANNELS_AND_POSITIONS, styleLayers),
                        new LossTerm.TotalVariation(tv, LossTerm.TotalVariationKind.L1_MEAN)));
        Arbitrary<OptimizerSettings> adam = Combinators.combine(weights(10), weights(0.999), weights(0.999))
                .as((rate, beta1, beta2) -> new OptimizerSettings.Adam(rate, beta1, beta2, 1e-8));
        Arbitrary<OptimizerSettings> lbfgs = Combinators.combine(
                        weights(10),
                        Arbitraries.integers().between(1, 200),
                        Arbitraries.of(OptimizerSettings.LineSearch.class),
                        weights(1),
                        weights(4))
                .as((rate, history, search, first, order) -> new OptimizerSettings.Lbfgs(
                        rate, history, search, first, new OptimizerSettings.Smoothing(order, 1 + 100 * order)));
        return Combinators.combine(
                        sizing,
                        losses,
                        Arbitraries.oneOf(adam, lbfgs),
                        Arbitraries.integers().between(1, 10_000),
                        Arbitraries.of(Rounding.class))
                .as((size, terms, optimizer, steps, rounding) -> new RecipeBuilder(
                                "any", size, terms, optimizer, Math.max(2, steps))
                        .schedule(new Schedule.StepDecay(1 + steps / 2, 0.5))
                        .rounding(rounding)
                        .build());
    }

    @Provide
    Arbitrary<RecipeOverrides> overrides() {
        return Arbitraries.maps(
                        Arbitraries.of(
                                Parameter.CONTENT_WEIGHT,
                                Parameter.STYLE_WEIGHT,
                                Parameter.TV_WEIGHT,
                                Parameter.LEARNING_RATE),
                        weights(10))
                .flatMap(weights -> Combinators.combine(
                                Arbitraries.integers().between(32, 4096), Arbitraries.of(Network.Precision.class))
                        .as((side, precision) -> new RecipeOverrides(weights)
                                .and(new RecipeOverrides(Map.of(Parameter.LONG_SIDE_PIXELS, (double) side)))
                                .withPrecision(precision)));
    }

    private static Arbitrary<Integer> sides() {
        return Arbitraries.integers().between(32, 4096);
    }

    private static Arbitrary<Double> weights(double max) {
        return Arbitraries.doubles().between(1e-9, max).ofScale(12);
    }

    private static Arbitrary<List<LayerWeight>> layers() {
        return Arbitraries.subsetOf(Layer.known()).ofMinSize(1).ofMaxSize(16).map(layers -> layers.stream()
                .map(layer -> new LayerWeight(layer, 0.1))
                .toList());
    }
}
