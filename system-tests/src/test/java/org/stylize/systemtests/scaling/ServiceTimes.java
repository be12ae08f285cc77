package org.stylize.systemtests.scaling;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * How long pictures take, as docs/performance.md has it of one core of an AMD EPYC: a fast one, a default one, and a large one
 * now and then. The order follows from the seed.
 */
final class ServiceTimes {
    private static final List<Duration> MEASURED =
            List.of(Duration.ofSeconds(12), Duration.ofMillis(27_500), Duration.ofSeconds(116));
    private static final double FAST = 0.45;
    private static final double LARGE = 0.05;

    private final Random random;
    private final Duration longest;

    /** @param longest no job takes longer, for short runs */
    ServiceTimes(long seed, Duration longest) {
        random = new Random(seed);
        this.longest = longest;
    }

    /** Seconds of a job, in the mean. */
    double mean() {
        return FAST * seconds(0) + (1 - FAST - LARGE) * seconds(1) + LARGE * seconds(2);
    }

    /** The next job's. */
    Duration next() {
        double at = random.nextDouble();
        return limited(MEASURED.get(at < FAST ? 0 : at < 1 - LARGE ? 1 : 2));
    }

    private double seconds(int kind) {
        return limited(MEASURED.get(kind)).toMillis() / 1e3;
    }

    private Duration limited(Duration time) {
        return time.compareTo(longest) > 0 ? longest : time;
    }
}
