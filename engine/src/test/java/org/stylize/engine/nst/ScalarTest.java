package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarTest {
    @Test
    void gradientStandsAGarbageCollectionBeforeTheBackwardPass() {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray variable = manager.create(new float[] {1, 2, 4});
            variable.setRequiresGradient(true);
            NDArray loss = Scalar.quotient(Scalar.times(3, variable), 4).sum();

            reuseFreedMemory();
            collector.backward(loss);

            assertThat(variable.getGradient().toFloatArray()).containsExactly(0.75f, 0.75f, 0.75f);
        }
    }

    @Test
    void timesAndQuotientAreWhatTheySay() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray array = manager.create(new float[] {1, 3});

            assertThat(Scalar.times(0.5, array).toFloatArray()).containsExactly(0.5f, 1.5f);
            assertThat(Scalar.quotient(array, 3).toFloatArray()).containsExactly(1 / 3f, 1f);
        }
    }

    /** Lets the collector free the memory of buffers that nobody holds, and fills it with NaN. */
    private static void reuseFreedMemory() {
        List<ByteBuffer> taken = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            System.gc();
            for (int i = 0; i < 5_000; i++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
                taken.add(buffer.putFloat(0, Float.NaN));
            }
        }
        assertThat(taken).hasSize(100_000);
    }
}
