package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobView.Size;

/**
 * Jobs whose cost is asked for. Immutable; the {@code with…} methods return changed copies.
 *
 * @param photograph size of the content image; null: it counts as a square, which costs most
 * @param lane null for the service's default, interactive
 * @param jobs how many such jobs, 1 to 10,000
 */
public record EstimateRequest(
        @Nullable Size photograph,
        RecipeChoice recipe,
        @Nullable Lane lane,
        int jobs) {
    private static final int MOST_JOBS = 10_000;

    public EstimateRequest {
        requireNonNull(recipe, "recipe is null");
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new IllegalArgumentException("expected 1 to " + MOST_JOBS + " jobs but found " + jobs);
        }
    }

    /** One job with this recipe. */
    public static EstimateRequest of(RecipeChoice recipe) {
        return new EstimateRequest(null, recipe, null, 1);
    }

    /** Sets the size of the content image, in pixels. */
    public EstimateRequest withPhotograph(int width, int height) {
        return new EstimateRequest(new Size(width, height), recipe, lane, jobs);
    }

    /** Sets the lane. */
    public EstimateRequest withLane(Lane newLane) {
        return new EstimateRequest(photograph, recipe, newLane, jobs);
    }

    /** Sets how many jobs. */
    public EstimateRequest withJobs(int newJobs) {
        return new EstimateRequest(photograph, recipe, lane, newJobs);
    }

    /** By the names of the API. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (photograph != null) {
            fields.put("width", photograph.width());
            fields.put("height", photograph.height());
        }
        fields.putAll(recipe.fields());
        if (lane != null) {
            fields.put("lane", lane);
        }
        fields.put("jobs", jobs);
        return fields;
    }
}
