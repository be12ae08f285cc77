package org.stylize.benchmarks.scaling;

import java.util.List;
import java.util.SplittableRandom;

/**
 * How many jobs come in each hour of a day, compared with the mean.
 *
 * @param factors one for each hour, from midnight on; their mean is 1
 */
record DayCurve(List<Double> factors) {
    private static final double HOUR = 3_600;

    /** As many in each hour. */
    static final DayCurve FLAT = new DayCurve(List.of(1.0));

    /** Quiet nights and an evening with 1.6 times the mean: an assumption. */
    static final DayCurve PEOPLE = of(
            0.62, 0.45, 0.36, 0.32, 0.32, 0.38, 0.52, 0.72, 0.92, 1.05, 1.12, 1.17, 1.21, 1.19, 1.17, 1.17, 1.20, 1.27,
            1.38, 1.51, 1.60, 1.52, 1.27, 0.93);

    DayCurve {
        factors = List.copyOf(factors);
        if (factors.isEmpty() || factors.stream().anyMatch(factor -> factor < 0)) {
            throw new IllegalArgumentException("factors must be at least one and none below 0 but are " + factors);
        }
    }

    private static DayCurve of(Double... hours) {
        List<Double> all = List.of(hours);
        double mean = all.stream().mapToDouble(hour -> hour).average().orElseThrow();
        return new DayCurve(all.stream().map(hour -> hour / mean).toList());
    }

    double peak() {
        return factors.stream().mapToDouble(factor -> factor).max().orElseThrow();
    }

    private double at(double seconds) {
        return factors.get((int) (seconds / HOUR) % factors.size());
    }

    /**
     * When the next job comes, in seconds: a Poisson process whose rate follows the curve, by thinning (Lewis and Shedler, 1979).
     *
     * @param perSecond mean rate, more than 0
     */
    double next(double now, double perSecond, SplittableRandom random) {
        double time = now;
        do {
            time -= Math.log(1 - random.nextDouble()) / (perSecond * peak());
        } while (random.nextDouble() * peak() > at(time));
        return time;
    }
}
