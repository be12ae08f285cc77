package org.stylize.engine;

import java.util.List;

/**
 * Weighted losses over the steps of a job, for people who want to see how it went: the first step, the last, and some between
 * at equal distances. All lists have the same length.
 *
 * @param steps numbers of steps, ascending, from 1
 * @param content before the update of each of these steps, to six digits
 */
public record LossCurve(
        List<Integer> steps,
        List<Double> content,
        List<Double> style,
        List<Double> totalVariation,
        List<Double> total) {
    /** Nothing is known. */
    public static final LossCurve NONE = new LossCurve(List.of(), List.of(), List.of(), List.of(), List.of());

    public LossCurve {
        steps = List.copyOf(steps);
        content = List.copyOf(content);
        style = List.copyOf(style);
        totalVariation = List.copyOf(totalVariation);
        total = List.copyOf(total);
        int n = steps.size();
        if (content.size() != n || style.size() != n || totalVariation.size() != n || total.size() != n) {
            throw new IllegalArgumentException("there must be " + n + " losses of each kind");
        }
    }
}
