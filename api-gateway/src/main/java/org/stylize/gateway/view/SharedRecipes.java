package org.stylize.gateway.view;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stylize.proto.JobRecord;
import org.stylize.proto.ResolvedRecipe;

/**
 * Lets jobs with equal recipes share one text. A recipe has about 1,100 characters, and most jobs have one of a few.
 * The recipes that were used last are remembered. Not for more than one thread at a time.
 */
final class SharedRecipes {
    private static final int MOST_RECIPES = 1_000;

    private final Map<ResolvedRecipe, ResolvedRecipe> recipes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ResolvedRecipe, ResolvedRecipe> eldest) {
            return size() > MOST_RECIPES;
        }
    };

    /** The same job; its recipe is the very object of another job, if there is an equal one. */
    JobRecord share(JobRecord job) {
        ResolvedRecipe own = job.job().resolved();
        if (own == null) {
            return job;
        }
        return job.withRecipe(recipes.computeIfAbsent(own, recipe -> recipe));
    }
}
