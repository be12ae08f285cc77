package org.stylize.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weighted losses over the steps of a job: the first step, the last, and some between. All lists have the same length; they are
 * empty if a worker of an earlier release did the job.
 *
 * @param steps numbers of steps, ascending, from 1
 * @param content before the update of each of these steps
 * @param total what was minimized
 */
public record LossCurve(
        List<Integer> steps,
        List<Double> content,
        List<Double> style,
        List<Double> totalVariation,
        List<Double> total) {
    public LossCurve(
            @Nullable List<Integer> steps,
            @Nullable List<Double> content,
            @Nullable List<Double> style,
            @Nullable List<Double> totalVariation,
            @Nullable List<Double> total) {
        this.steps = copy(steps);
        this.content = copy(content);
        this.style = copy(style);
        this.totalVariation = copy(totalVariation);
        this.total = copy(total);
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
