package org.stylize.benchmarks.scaling;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What pictures are asked for.
 *
 * @param kinds their shares add up to 1
 */
record Mix(List<Kind> kinds) {
    private static final double EXACT = 1e-9;

    Mix {
        kinds = List.copyOf(kinds);
        double sum = kinds.stream().mapToDouble(Kind::share).sum();
        if (Math.abs(sum - 1) > EXACT) {
            throw new IllegalArgumentException("shares must add up to 1 but add up to " + sum);
        }
    }

    Mix faster(double times) {
        return new Mix(kinds.stream().map(kind -> kind.faster(times)).toList());
    }

    /** Seconds of work of a job, in the mean. */
    double meanSeconds() {
        return kinds.stream().mapToDouble(kind -> kind.share() * kind.seconds()).sum();
    }

    Kind next(SplittableRandom random) {
        double at = random.nextDouble();
        for (Kind kind : kinds) {
            at -= kind.share();
            if (at < 0) {
                return kind;
            }
        }
        return kinds.get(kinds.size() - 1);
    }
}
