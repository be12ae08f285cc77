package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Checkpoint;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Sizing;
import org.stylize.recipe.StopRule;

class TimeBudgetTest {
    private static final long SECOND = 1_000_000_000;

    private long now = 7 * SECOND;

    @Test
    void withoutALimitNoTimeIsUsed() {
        TimeBudget budget = new TimeBudget(recipe(0), () -> now);
        budget.begin(0);
        now += 1000 * SECOND;

        assertThat(budget.used()).isZero();
    }

    @Test
    void usedIsWhatWillBeAfterAnotherStepAsLongAsTheShortestButTheFirst() {
        TimeBudget budget = new TimeBudget(
                recipe(10).toBuilder().scales(new Scales.Single()).build(), () -> now);
        budget.begin(0);
        now += 3 * SECOND;
        assertThat(budget.used()).isCloseTo(0.3, within(1e-9));
        now += SECOND;
        assertThat(budget.used()).isCloseTo(0.5, within(1e-9));
        now += 2 * SECOND;
        assertThat(budget.used()).isCloseTo(0.7, within(1e-9));
    }

    /** Scales of 128, 181 and 256 pixels; a step costs what its pixels cost. */
    @Test
    void everyScaleIsReachedInTimeAndGetsStepsInTheRecipesProportion() {
        Recipe recipe = recipe(20);

        List<Integer> steps = run(recipe, 1e-6, 0);

        assertThat(now - 7 * SECOND).isLessThanOrEqualTo(20 * SECOND).isGreaterThan(19 * SECOND);
        double share = (double) steps.get(2) / recipe.stages().get(2).steps();
        assertThat(share).isLessThan(0.5);
        for (int i = 0; i < 3; i++) {
            assertThat((double) steps.get(i) / recipe.stages().get(i).steps())
                    .as("scale %d", i)
                    .isCloseTo(share, within(0.05));
        }
    }

    @Test
    void timeToMakeAScaleReadyIsPartOfIt() {
        List<Integer> steps = run(recipe(20), 1e-6, 2);

        assertThat(now - 7 * SECOND).isLessThanOrEqualTo(20 * SECOND);
        assertThat(steps).allSatisfy(count -> assertThat(count).isPositive());
    }

    @Test
    void oneStepIsDoneAtEveryScaleHoweverLittleTimeThereIs() {
        assertThat(run(recipe(0.001), 1e-6, 0.5)).containsExactly(1, 1, 1);
    }

    @Test
    void timeThatIsLeftOverGoesToTheFinerScales() {
        Recipe recipe = recipe(100);
        TimeBudget budget = new TimeBudget(recipe, () -> now);
        budget.begin(0);
        budget.begin(1);
        budget.begin(2);
        now += 98 * SECOND;

        assertThat(budget.used()).isCloseTo(0.98, within(1e-9));
    }

    @Test
    void restoredBudgetGoesOnWhereItWasAndTheTimeBetweenDoesNotCount() {
        Recipe recipe = recipe(20);
        for (int stepsAtSecondScale = 0; stepsAtSecondScale < 4; stepsAtSecondScale++) {
            now = 7 * SECOND;
            TimeBudget first = atSecondScale(recipe, stepsAtSecondScale);
            CheckpointWriter state = new CheckpointWriter();
            first.save(state);
            now += 3600 * SECOND;
            TimeBudget second = new TimeBudget(recipe, () -> now);
            second.restore(new CheckpointState(state.checkpoint(new Checkpoint.Header("f", 1, 1, 1, "adam"))));
            now += SECOND;
            double firstStep = second.used();
            now += SECOND;
            double used = second.used();

            now = 7 * SECOND;
            TimeBudget whole = atSecondScale(recipe, stepsAtSecondScale);
            now += SECOND;
            whole.used();
            now += SECOND;
            assertThat(used).as("after %d steps", stepsAtSecondScale).isEqualTo(whole.used());
            assertThat(firstStep).isLessThan(used);
        }
    }

    private TimeBudget atSecondScale(Recipe recipe, int steps) {
        TimeBudget budget = new TimeBudget(recipe, () -> now);
        budget.begin(0);
        now += SECOND;
        budget.used();
        now += SECOND;
        budget.used();
        budget.begin(1);
        budget.ready();
        for (int i = 0; i < steps; i++) {
            now += SECOND;
            budget.used();
        }
        return budget;
    }

    /** Does the steps of a recipe, each as long as it has pixels; answers how many at each scale. */
    private List<Integer> run(Recipe recipe, double secondsPerPixel, double secondsToReady) {
        TimeBudget budget = new TimeBudget(recipe, () -> now);
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < recipe.stages().size(); i++) {
            Scales.Scale scale = recipe.stages().get(i);
            budget.begin(i);
            now += (long) (i == 0 ? 0 : secondsToReady * SECOND);
            budget.ready();
            int steps = 0;
            double used = 0;
            while (steps < scale.steps() && used <= 1) {
                now += (long) (scale.longSidePixels() * scale.longSidePixels() * secondsPerPixel * SECOND);
                steps++;
                used = budget.used();
            }
            done.add(steps);
        }
        return done;
    }

    private static Recipe recipe(double seconds) {
        return Presets.named("balanced").toBuilder()
                .sizing(new Sizing.LongSide(256))
                .scales(new Scales.CoarseToFine(128, 3000))
                .steps(2000)
                .stop(StopRule.NEVER.withTimeBudgetSeconds(seconds))
                .build();
    }
}
