package org.stylize.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Schedule.Cosine COSINE = new Schedule.Cosine(101, 0.1);

    @Test
    void cosineFallsFromOneToTheLastFactorAndIsHalfWayInTheMiddle() {
        assertThat(COSINE.factorAt(1)).isEqualTo(1);
        assertThat(COSINE.factorAt(51)).isCloseTo(0.55, within(1e-12));
        assertThat(COSINE.factorAt(101)).isEqualTo(0.1);
        assertThat(COSINE.factorAt(5000)).isEqualTo(0.1);
    }

    @Test
    void cosineOverOneStepIsItsLastFactor() {
        assertThat(new Schedule.Cosine(1, 0.3).factorAt(1)).isEqualTo(0.3);
    }

    @Test
    void stepDecayLongerThanTheRunIsStretchedInProportionUpToItsRange() {
        Schedule.StepDecay schedule = new Schedule.StepDecay(50, 0.8);

        assertThat(schedule.stretched(30, 60)).isEqualTo(new Schedule.StepDecay(100, 0.8));
        assertThat(schedule.stretched(30, 10_000)).isEqualTo(new Schedule.StepDecay(10_000, 0.8));
    }

    @Test
    void inversePowerIsThatOfTheStepsDone() {
        Schedule schedule = new Schedule.InversePower(0.05, 0.5);

        assertThat(schedule.factorAt(1)).isEqualTo(1);
        assertThat(schedule.factorAt(61)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void stretchedOverFewerStepsTheLastStepHasAboutTheSameRate() {
        Schedule power = new Schedule.InversePower(0.05, 0.5);

        assertThat(COSINE.stretched(101, 50).factorAt(50)).isCloseTo(COSINE.factorAt(101), within(1e-12));
        assertThat(power.stretched(500, 100).factorAt(100)).isCloseTo(power.factorAt(500), within(0.01));
    }

    @Test
    void bothAreWrittenAndReadAndRefusedOutOfRange() {
        for (Schedule schedule : new Schedule[] {COSINE, new Schedule.InversePower(0.05, 0.5)}) {
            Recipe recipe = Presets.named("d2l").toBuilder().schedule(schedule).build();

            assertThat(RecipeJson.read(RecipeJson.write(recipe))).isEqualTo(recipe);
        }
        assertThatThrownBy(() -> new Schedule.Cosine(0, 0.1)).hasMessageContaining("over must be");
        assertThatThrownBy(() -> new Schedule.Cosine(10, 1.1)).hasMessageContaining("last must be");
        assertThatThrownBy(() -> new Schedule.InversePower(-1, 1)).hasMessageContaining("decay must be");
        assertThatThrownBy(() -> new Schedule.InversePower(1, 0)).hasMessageContaining("power must be");
    }

    @Test
    void decayOfARateThatDoesNotFallByStepsCannotBeSet() {
        Recipe recipe = Presets.named("d2l").toBuilder().schedule(COSINE).build();

        assertThatThrownBy(() -> recipe.with(RecipeOverrides.fromJson("{\"decayFactor\": 0.5}")))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("decayFactor cannot be set");
    }
}
