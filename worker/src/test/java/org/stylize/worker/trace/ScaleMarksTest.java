package org.stylize.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Stylizer.Step;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales.Scale;

class ScaleMarksTest {
    private static final int SIDE = 1024;
    private static final Recipe RECIPE = Presets.named("balanced");
    private static final List<Scale> SCALES = RECIPE.scales().upTo(SIDE, RECIPE.steps());
    private static final int ALL = SCALES.stream().mapToInt(Scale::steps).sum();

    private final ScaleMarks marks = new ScaleMarks(RECIPE, new Plan(ALL, SIDE, 768));

    @Test
    void eachScaleIsMarkedAtItsFirstStep() {
        List<Integer> steps = new ArrayList<>();
        List<Integer> sides = new ArrayList<>();

        for (int step = 1; step <= ALL; step++) {
            int number = step;
            marks.reached(step(number, ALL)).ifPresent(side -> {
                steps.add(number);
                sides.add(side);
            });
        }

        assertThat(SCALES).hasSizeGreaterThan(1);
        assertThat(sides).isEqualTo(SCALES.stream().map(Scale::longSidePixels).toList());
        int first = 1;
        for (int i = 0; i < SCALES.size(); i++) {
            assertThat(steps.get(i)).isEqualTo(first);
            first += SCALES.get(i).steps();
        }
    }

    @Test
    void aScaleThatEndsEarlyBringsTheNextOneForward() {
        int left = ALL - SCALES.get(0).steps();
        marks.reached(step(1, ALL));

        assertThat(marks.reached(step(2, left + 2)))
                .as("the last of the first scale")
                .isEmpty();
        assertThat(marks.reached(step(3, left + 2)).getAsInt())
                .isEqualTo(SCALES.get(1).longSidePixels());
    }

    @Test
    void anAttemptThatGoesOnFromACheckpointSaysWhereItIs() {
        assertThat(marks.reached(step(ALL, ALL)).getAsInt()).isEqualTo(SIDE);
    }

    private static Step step(int number, int steps) {
        return new Step(number, steps, new Losses(1, 2, 3, 6, Map.of()), 0.1, () -> {
            throw new UnsupportedOperationException();
        });
    }
}
