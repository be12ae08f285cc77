package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.KnownPrecisions;

class PrecisionProbeTest {
    private final List<List<Precision>> found = new ArrayList<>();

    @Test
    void triesAndLeavesNothingBehind() {
        try (NDManager device = NDManager.newBaseManager()) {
            assertThat(PrecisionProbe.bestFirst(device, KnownPrecisions.NONE))
                    .contains(Precision.FP32)
                    .doesNotHaveDuplicates();
            assertThat(device.getManagedArrays()).isEmpty();
        }
    }

    @Test
    void keepsADecisionOnlyWhereThereIsAChoice() {
        try (NDManager device = NDManager.newBaseManager()) {
            List<Precision> bestFirst = PrecisionProbe.bestFirst(device, knowing(null));

            if (NeedsBfloat16.Kernels.areThere()) {
                assertThat(found).containsExactly(bestFirst);
            } else {
                assertThat(bestFirst).containsExactly(Precision.FP32);
                assertThat(found).isEmpty();
            }
        }
    }

    @Test
    void takesWhatIsKnownAndTriesNothing() {
        try (NDManager device = NDManager.newBaseManager()) {
            List<Precision> known = List.of(Precision.BF16, Precision.FP32);

            assertThat(PrecisionProbe.bestFirst(device, knowing(known))).isEqualTo(known);

            assertThat(found).isEmpty();
        }
    }

    private KnownPrecisions knowing(List<Precision> known) {
        return new KnownPrecisions() {
            @Override
            public Optional<List<Precision>> bestFirst() {
                return Optional.ofNullable(known);
            }

            @Override
            public void found(List<Precision> bestFirst) {
                found.add(bestFirst);
            }
        };
    }
}
