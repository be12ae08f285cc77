package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.stylize.engine.LossCurve;
import org.stylize.engine.nst.SavedState;
import org.stylize.engine.nst.StateWriter;
import org.stylize.recipe.Losses;

class LossRecordTest {
    @Property(tries = 200)
    void itHasFewPointsAtEqualDistancesWithTheFirstAndTheLast(@ForAll @IntRange(min = 1, max = 5000) int steps) {
        LossCurve curve = record(new LossRecord(), 1, steps).curve();

        assertThat(curve.steps())
                .hasSizeLessThanOrEqualTo(LossRecord.MOST + 1)
                .startsWith(1)
                .endsWith(steps);
        assertThat(curve.steps().size()).isGreaterThanOrEqualTo(Math.min(steps, LossRecord.MOST / 2));
        List<Integer> distances = new ArrayList<>();
        for (int i = 1; i < curve.steps().size() - 1; i++) {
            distances.add(curve.steps().get(i) - curve.steps().get(i - 1));
        }
        assertThat(distances.stream().distinct().count()).isLessThanOrEqualTo(1);
        for (int i = 0; i < curve.steps().size(); i++) {
            assertThat(curve.total().get(i)).isEqualTo(4.0 * curve.steps().get(i));
        }
    }

    @Property(tries = 100)
    void aCheckpointChangesNothing(
            @ForAll @IntRange(min = 1, max = 1000) int before, @ForAll @IntRange(min = 0, max = 1000) int after) {
        LossRecord whole = record(new LossRecord(), 1, before + after);
        State state = new State();

        record(new LossRecord(), 1, before).save(state);
        LossRecord rest = record(LossRecord.restored(state), before + 1, before + after);

        assertThat(rest.curve()).isEqualTo(whole.curve());
    }

    @Test
    void aCheckpointOfAnEarlierReleaseHasNone() {
        assertThat(LossRecord.restored(new State()).curve()).isEqualTo(LossCurve.NONE);
    }

    @Test
    void lossesHaveSixDigits() {
        LossRecord record = new LossRecord();

        record.add(1, new Losses(1 / 3.0, 2e-9 / 3, Double.POSITIVE_INFINITY, 1234567.89, Map.of()));

        assertThat(record.curve().content()).containsExactly(0.333333);
        assertThat(record.curve().style()).containsExactly(6.66667e-10);
        assertThat(record.curve().totalVariation()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(record.curve().total()).containsExactly(1234570.0);
    }

    private static LossRecord record(LossRecord record, int first, int last) {
        for (int step = first; step <= last; step++) {
            record.add(step, new Losses(step, 2.0 * step, step, 4.0 * step, Map.of()));
        }
        return record;
    }

    /** A checkpoint of numbers and texts. */
    private static final class State implements StateWriter, SavedState {
        private final Map<String, double[]> numbers = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();

        @Override
        public void array(String name, NDArray array) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDArray array(String name, NDManager keeper) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void numbers(String name, double... values) {
            numbers.put(name, values.clone());
        }

        @Override
        public double[] numbers(String name) {
            return numbers.getOrDefault(name, new double[0]);
        }

        @Override
        public void text(String name, String value) {
            texts.put(name, value);
        }

        @Override
        public Optional<String> text(String name) {
            return Optional.ofNullable(texts.get(name));
        }
    }
}
