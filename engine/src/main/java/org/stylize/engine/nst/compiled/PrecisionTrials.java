package org.stylize.engine.nst.compiled;

import java.util.List;
import java.util.function.LongSupplier;
import org.stylize.engine.Precision;

/**
 * Decides which precision is better by what the same work costs in each.
 *
 * <p>Trials alternate, so that a processor that slows down or is shared does so for both. Of each precision the cheapest
 * trial counts: whatever else happens on a machine makes work dearer, never cheaper.
 *
 * @param costNanos what was spent so far; only differences count
 */
record PrecisionTrials(LongSupplier costNanos) {
    private static final int TRIALS = 7;
    /** bfloat16 has to be cheaper by this factor, because it is less exact. */
    private static final double WORTH_WHILE = 1.25;

    /**
     * {@link Precision#BF16} first if it is clearly cheaper, else {@link Precision#FP32}.
     *
     * @param fp32 does the work in 32-bit floats
     * @param bf16 does the same in bfloat16
     */
    List<Precision> bestFirst(Runnable fp32, Runnable bf16) {
        fp32.run(); // the first time of each is dearer: memory and kernels are prepared
        bf16.run();
        long ofFp32 = Long.MAX_VALUE;
        long ofBf16 = Long.MAX_VALUE;
        for (int trial = 0; trial < TRIALS; trial++) {
            ofFp32 = Math.min(ofFp32, cost(fp32));
            ofBf16 = Math.min(ofBf16, cost(bf16));
        }
        return ofBf16 * WORTH_WHILE < ofFp32
                ? List.of(Precision.BF16, Precision.FP32)
                : List.of(Precision.FP32, Precision.BF16);
    }

    private long cost(Runnable work) {
        long before = costNanos.getAsLong();
        work.run();
        return costNanos.getAsLong() - before;
    }
}
