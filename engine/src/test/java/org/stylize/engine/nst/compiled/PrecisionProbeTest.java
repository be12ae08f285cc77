package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Precision;

class PrecisionProbeTest {
    @Test
    void triesAndLeavesNothingBehind() {
        try (NDManager device = NDManager.newBaseManager()) {
            assertThat(PrecisionProbe.bestFirst(device))
                    .contains(Precision.FP32)
                    .doesNotHaveDuplicates();
            assertThat(device.getManagedArrays()).isEmpty();
        }
    }
}
