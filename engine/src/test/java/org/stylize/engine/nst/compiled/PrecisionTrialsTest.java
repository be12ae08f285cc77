package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.engine.Precision.BF16;
import static org.stylize.engine.Precision.FP32;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Precision;

class PrecisionTrialsTest {
    private static final List<Precision> BF16_FIRST = List.of(BF16, FP32);
    private static final List<Precision> FP32_FIRST = List.of(FP32, BF16);

    private long spentNanos;
    private long elapsedNanos;
    private final List<Precision> runs = new ArrayList<>();
    private final PrecisionTrials trials = new PrecisionTrials(() -> spentNanos);

    @Test
    void timeInWhichOthersHaveTheProcessorDoesNotCount() {
        List<Precision> bestFirst = trials.bestFirst(costing(FP32, 70, 0), costing(BF16, 10, 1_000));

        assertThat(bestFirst).isEqualTo(BF16_FIRST);
        assertThat(elapsedNanos)
                .as("by elapsed time bfloat16 was the slower")
                .isGreaterThan(2L * (70 + 10) * runs.size());
    }

    @Test
    void bfloat16HasToBeCheaperByAQuarter() {
        assertThat(trials.bestFirst(costing(FP32, 125, 0), costing(BF16, 101, 0)))
                .isEqualTo(FP32_FIRST);
        assertThat(trials.bestFirst(costing(FP32, 125, 0), costing(BF16, 99, 0)))
                .isEqualTo(BF16_FIRST);
    }

    @Test
    void trialsAlternateSoThatASlowProcessorIsSlowForBoth() {
        trials.bestFirst(costing(FP32, 1, 0), costing(BF16, 1, 0));

        assertThat(runs).hasSizeGreaterThanOrEqualTo(10);
        for (int i = 0; i < runs.size(); i++) {
            assertThat(runs.get(i)).isEqualTo(i % 2 == 0 ? FP32 : BF16);
        }
    }

    @Test
    void oneUndisturbedTrialOfEachIsEnough() {
        AtomicInteger trial = new AtomicInteger();
        Runnable disturbed = () -> spentNanos += trial.incrementAndGet() == 5 ? 10 : 500;

        assertThat(trials.bestFirst(costing(FP32, 70, 0), disturbed)).isEqualTo(BF16_FIRST);
    }

    @Test
    void theFirstTimeOfEachDoesNotCount() {
        AtomicInteger trial = new AtomicInteger();
        Runnable cheapAtFirst = () -> spentNanos += trial.incrementAndGet() == 1 ? 1 : 200;

        assertThat(trials.bestFirst(costing(FP32, 100, 0), cheapAtFirst)).isEqualTo(FP32_FIRST);
    }

    /** @param waitNanos for a processor that works for others */
    private Runnable costing(Precision precision, long nanos, long waitNanos) {
        return () -> {
            runs.add(precision);
            spentNanos += nanos;
            elapsedNanos += nanos + waitNanos;
        };
    }
}
