package org.stylize.systemtests.faults;

import java.util.List;
import java.util.Random;

/** What the jobs of a run ask for: all the same, but for their steps. One in eight has several slices. */
final class JobMix {
    static final String PRESET = "d2l";
    static final int MANY_STEPS = 24;
    static final List<Integer> FEW_STEPS = List.of(2, 3, 4);

    private JobMix() {}

    static int steps(Random random) {
        return random.nextInt(8) == 0 ? MANY_STEPS : FEW_STEPS.get(random.nextInt(FEW_STEPS.size()));
    }

    /** The changes to the preset, as JSON. */
    static String overrides(int steps) {
        return "{\"steps\":" + steps + ",\"longSidePixels\":32,\"precision\":\"fp32\"}";
    }
}
