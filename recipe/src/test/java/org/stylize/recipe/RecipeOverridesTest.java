package org.stylize.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeOverridesTest {
    private static final Recipe D2L = Presets.named("d2l");

    @Test
    void stepsAloneCompressTheSchedule() {
        Recipe shorter = D2L.with(RecipeOverrides.fromJson("{\"steps\": 120}"));

        assertThat(shorter.totalSteps()).isEqualTo(120);
        assertThat(shorter.schedule()).isEqualTo(new Schedule.StepDecay(12, 0.8));
    }

    @Test
    void stepsAloneStretchTheSchedule() {
        Recipe longer = D2L.with(RecipeOverrides.fromJson("{\"steps\": 1000}"));

        assertThat(longer.schedule()).isEqualTo(new Schedule.StepDecay(100, 0.8));
    }

    @Test
    void givenScheduleIsTakenAsItIs() {
        Recipe changed =
                D2L.with(RecipeOverrides.fromJson("{\"steps\": 120, \"decayEvery\": 30, \"decayFactor\": 0.5}"));

        assertThat(changed.schedule()).isEqualTo(new Schedule.StepDecay(30, 0.5));
    }

    @Test
    void oneStepIsEnough() {
        Recipe changed = D2L.with(RecipeOverrides.fromJson("{\"steps\": 1}"));

        assertThat(changed.schedule()).isEqualTo(new Schedule.StepDecay(1, 0.8));
    }

    @Test
    void weightsGoToTheirTermsAndLayersKeepTheirShares() {
        Recipe changed =
                D2L.with(RecipeOverrides.fromJson("{\"contentWeight\": 2, \"styleWeight\": 3, \"tvWeight\": 0}"));

        assertThat(changed.losses()).extracting(LossTerm::weight).containsExactly(2.0, 3.0, 0.0);
        assertThat(((LossTerm.Gram) changed.losses().get(1)).layers())
                .isEqualTo(((LossTerm.Gram) D2L.losses().get(1)).layers());
    }

    @Test
    void strengthTakesThePlaceOfTheWeightsAndKeepsThePresetsMiddle() {
        Recipe changed = D2L.with(RecipeOverrides.fromJson("{\"strength\": 0.5}"));

        assertThat(changed.balance())
                .isEqualTo(new Balance.Strength(0.5, D2L.balance().typicalRatio()));
        assertThat(((Balance.Strength) changed.balance()).ratio())
                .isEqualTo(D2L.balance().typicalRatio());
        assertThat(changed.losses()).isEqualTo(D2L.losses());
    }

    @Test
    void contentWeightGivenLaterTakesThePlaceOfAStrength() {
        Recipe strong = D2L.with(RecipeOverrides.fromJson("{\"strength\": 0.9}"));

        assertThat(strong.with(RecipeOverrides.fromJson("{\"contentWeight\": 2}"))
                        .balance())
                .isEqualTo(D2L.balance());
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"strength\": 1.1}', strength, 0 to 1 but is 1.1",
        "'{\"strength\": 0.5, \"contentWeight\": 2}', strength, contentWeight",
        "'{\"strength\": 0.5, \"styleWeight\": 0}', balance, no style loss",
    })
    void strengthThatCannotBeIsRefused(String overrides, String field, String message) {
        assertThatThrownBy(() -> D2L.with(RecipeOverrides.fromJson(overrides)))
                .isInstanceOfSatisfying(InvalidRecipeException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e).hasMessageContaining(message);
                });
    }

    @Test
    void moreStrengthMeansLessContent() {
        double last = Double.MAX_VALUE;
        for (double value : new double[] {0, 0.1, 0.5, 0.9, 1}) {
            double ratio = new Balance.Strength(value, 0.1).ratio();
            assertThat(ratio).isLessThan(last).isGreaterThan(0);
            last = ratio;
        }
    }

    @Test
    void longSideKeepsTheAspectRatio() {
        Recipe changed = D2L.with(RecipeOverrides.fromJson("{\"longSidePixels\": 256}"));

        assertThat(changed.sizeFor(new ImageSize(2048, 1365))).isEqualTo(new ImageSize(256, 171));
        assertThat(changed.sizeFor(new ImageSize(1365, 2048))).isEqualTo(new ImageSize(171, 256));
    }

    @Test
    void exactSizeForcesBothSides() {
        Recipe changed = D2L.with(RecipeOverrides.fromJson("{\"widthPixels\": 64, \"heightPixels\": 48}"));

        assertThat(changed.sizeFor(new ImageSize(1000, 10))).isEqualTo(new ImageSize(64, 48));
    }

    @Test
    void pictureTooNarrowForItsLongSideIsRefused() {
        Recipe changed = D2L.with(RecipeOverrides.fromJson("{\"longSidePixels\": 256}"));

        assertThatThrownBy(() -> changed.sizeFor(new ImageSize(4000, 100)))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("at least 16 pixels")
                .hasMessageContaining("4000 x 100");
    }

    @Test
    void noOverridesChangeNothing() {
        assertThat(D2L.with(RecipeOverrides.none())).isSameAs(D2L);
        assertThat(RecipeOverrides.fromJson("{}")).isEqualTo(RecipeOverrides.none());
    }

    @Test
    void laterOverridesWin() {
        RecipeOverrides both = RecipeOverrides.fromJson("{\"steps\": 10, \"tvWeight\": 1}")
                .and(RecipeOverrides.fromJson("{\"steps\": 20}"));

        assertThat(both.toJson()).isEqualTo("{\"steps\":20,\"tvWeight\":1.0}");
    }

    @Test
    void precisionIsReplacedAndKeptInTheText() {
        RecipeOverrides overrides = RecipeOverrides.fromJson("{\"precision\": \"bf16\"}");

        assertThat(overrides.isEmpty()).isFalse();
        assertThat(D2L.network().precision()).isEqualTo(Network.Precision.FP32);
        assertThat(D2L.with(overrides).network().precision()).isEqualTo(Network.Precision.BF16);
        assertThat(overrides.and(RecipeOverrides.none()).toJson()).isEqualTo("{\"precision\":\"bf16\"}");
    }

    @Test
    void unknownFieldIsToldTheNearestName() {
        assertThatThrownBy(() -> RecipeOverrides.fromJson("{\"stylWeight\": 1}"))
                .isInstanceOfSatisfying(InvalidRecipeException.class, e -> {
                    assertThat(e.field()).isEqualTo("stylWeight");
                    assertThat(e).hasMessageContaining("nearest is styleWeight");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"steps\": 0}                  | steps          | an integer from 1 to 10000",
                "{\"steps\": 1.5}                | steps          | an integer from 1 to 10000 but is 1.5",
                "{\"steps\": \"many\"}           | steps          | the text \"many\"",
                "{\"steps\": null}               | steps          | but is null",
                "{\"steps\": 10001}              | steps          | but is 10001",
                "{\"contentWeight\": -1}         | contentWeight  | a number from 0 to 1000000 but is -1",
                "{\"styleWeight\": 1e10}         | styleWeight    | a number from 0 to 1000000000",
                "{\"tvWeight\": 100001}          | tvWeight       | a number from 0 to 100000",
                "{\"learningRate\": 0}           | learningRate   | a number above 0 and at most 10 but is 0",
                "{\"decayFactor\": 1.1}          | decayFactor    | a number above 0 and at most 1 but is 1.1",
                "{\"longSidePixels\": 31}        | longSidePixels | an integer from 32 to 4096 but is 31",
                "{\"precision\": \"bf61\"}       | precision      | nearest is bf16",
                "{\"precision\": 16}             | precision      | is none of fp32, bf16, auto",
                "{\"precision\": []}             | precision      | must be a name but is a list",
                "{\"colours\": null}             | colours        | must be a name but is null",
                "{\"steps\": {\"a\": 1}}         | steps          | from 1 to 10000 but is an object",
                "{\"steps\": [1]}               | steps          | from 1 to 10000 but is a list",
                "[1]                            | json           | must be an object, such as {\"steps\": 120}, but is a list",
                "{\"steps\": 1} 2               | json           | must be one value but more follows it at line 1, character 14",
                "{\"widthPixels\": 64}           | heightPixels   | but is missing",
                "{\"widthPixels\": 64, \"heightPixels\": 64, \"longSidePixels\": 64} | longSidePixels | together",
            })
    void valueOutOfRangeNamesFieldRangeAndValue(String json, String field, String message) {
        assertThatThrownBy(() -> RecipeOverrides.fromJson(json))
                .isInstanceOfSatisfying(InvalidRecipeException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e).hasMessageContaining(message);
                });
    }

    @Test
    void decayBeyondTheLastStepNeverHappens() {
        Recipe changed = D2L.with(RecipeOverrides.fromJson("{\"steps\": 20, \"decayEvery\": 50}"));

        assertThat(changed.schedule()).isEqualTo(new Schedule.StepDecay(50, 0.8));
        assertThat(changed.learningRateAt(20)).isEqualTo(changed.learningRateAt(1));
        assertThat(RecipeJson.read(RecipeJson.write(changed))).isEqualTo(changed);
    }

    @Test
    void decayBeyondTheLastStepIsStretchedWithTheSteps() {
        Recipe changed = D2L.with(RecipeOverrides.fromJson("{\"steps\": 20, \"decayEvery\": 50}"))
                .with(RecipeOverrides.fromJson("{\"steps\": 200}"));

        assertThat(changed.schedule()).isEqualTo(new Schedule.StepDecay(500, 0.8));
    }

    @Test
    void factorAloneLeavesTheStepsOfTheDecayAsTheyAre() {
        Recipe changed = D2L.with(RecipeOverrides.fromJson("{\"steps\": 20, \"decayFactor\": 0.5}"));

        assertThat(changed.schedule()).isEqualTo(new Schedule.StepDecay(50, 0.5));
    }

    @Test
    void coloursAndTheStopRuleAreReplaced() {
        Recipe recipe = D2L.with(RecipeOverrides.fromJson(
                "{\"colours\": \"linear-match\", \"minimalGain\": 0.01, \"timeBudgetSeconds\": 30}"));

        assertThat(recipe.colours()).isEqualTo(Colours.LINEAR_MATCH);
        assertThat(recipe.stop()).isEqualTo(new StopRule(0.01, 20, 30));
    }

    @Test
    void unknownColoursAreRefusedWithTheNearest() {
        assertThatThrownBy(() -> RecipeOverrides.fromJson("{\"colours\": \"content-luma\"}"))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("nearest is content-luminance");
    }

    @Test
    void allWeightsZeroIsRefused() {
        RecipeOverrides overrides =
                RecipeOverrides.fromJson("{\"contentWeight\": 0, \"styleWeight\": 0, \"tvWeight\": 0}");

        assertThatThrownBy(() -> D2L.with(overrides)).isInstanceOf(InvalidRecipeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"steps\": NaN}", "{\"steps\": 1, \"steps\": 2}", "null", "{} {}"})
    void textThatIsNoObjectIsRefused(String json) {
        assertThatThrownBy(() -> RecipeOverrides.fromJson(json)).isInstanceOf(InvalidRecipeException.class);
    }

    @ParameterizedTest
    @EnumSource(Parameter.class)
    void noParameterTakesNaN(Parameter parameter) {
        assertThatThrownBy(() -> new RecipeOverrides(Map.of(parameter, Double.NaN)))
                .isInstanceOfSatisfying(
                        InvalidRecipeException.class, e -> assertThat(e.field()).isEqualTo(parameter.field()));
    }
}
