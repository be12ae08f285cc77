package org.stylize.gateway.forecast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;

/**
 * What recipes cost at most. Most jobs have one of few recipes, and reading one takes longer than all else that is done
 * for a job, so the latest are remembered. For any thread.
 */
public final class RecipeCosts {
    private static final int REMEMBERED = 200;

    private final Cache<String, Cost> latest =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * The cost of a job.
     *
     * @param pixelSteps as if the content image were a square, for which it is the highest
     * @param steps over all scales
     */
    public record Cost(long pixelSteps, int steps) {
        private static final Cost UNKNOWN = new Cost(0, 0);

        static Cost of(Recipe recipe) {
            return new Cost(recipe.mostPixelSteps(), recipe.totalSteps());
        }
    }

    /** The cost of a job; 0 if its recipe is wrong. */
    public Cost of(StylizationJob job) {
        if (job.resolved() != null) {
            return latest.get(job.resolved().json(), json -> read(job));
        }
        return read(job);
    }

    private static Cost read(StylizationJob job) {
        try {
            return Cost.of(job.resolve());
        } catch (InvalidRecipeException e) {
            return Cost.UNKNOWN; // a job of an earlier release; its worker will say so
        }
    }
}
