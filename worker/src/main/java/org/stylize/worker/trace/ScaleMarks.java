package org.stylize.worker.trace;

import java.util.List;
import java.util.OptionalInt;
import org.stylize.engine.Stylizer.Step;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales.Scale;
import org.stylize.worker.job.ThreadOwned;

/** At which steps the work goes on to the next scale. Owned by the stylizer's thread. */
@ThreadOwned
final class ScaleMarks {
    private final List<Scale> scales;
    private int reached = -1;

    ScaleMarks(Recipe recipe, Plan plan) {
        scales = recipe.scales().upTo(Math.max(plan.width(), plan.height()), recipe.steps());
    }

    /** The long side of the scale at which this step is the first that was seen; empty if it is one of the same scale. */
    OptionalInt reached(Step step) {
        int scale = scaleOf(step.steps() - step.number() + 1);
        if (scale == reached) {
            return OptionalInt.empty();
        }
        reached = scale;
        return OptionalInt.of(scales.get(scale).longSidePixels());
    }

    /** A scale that ends early takes steps from the plan, so the steps that are left say where the work is. */
    private int scaleOf(int left) {
        int after = 0;
        for (int i = scales.size() - 1; i > 0; i--) {
            after += scales.get(i).steps();
            if (left <= after) {
                return i;
            }
        }
        return 0;
    }
}
