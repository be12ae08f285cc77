package org.stylize.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DayCurveTest {
    private static final double DAY = 86_400;

    @Test
    void asManyJobsComeInADayAsTheMeanSays() {
        int[] byHour = jobs(DayCurve.PEOPLE, 2);

        int all = 0;
        for (int hour : byHour) {
            all += hour;
        }
        assertThat((double) all).isCloseTo(2 * DAY, within(0.01 * 2 * DAY));
        assertThat(byHour[20] / (double) byHour[3]).isCloseTo(5, within(0.4));
    }

    @Test
    void aFlatCurveIsAPoissonProcess() {
        SplittableRandom random = new SplittableRandom(7);
        double time = 0;
        double squares = 0;
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            double next = DayCurve.FLAT.next(time, 0.5, random);
            squares += (next - time) * (next - time);
            time = next;
        }

        assertThat(time / count).isCloseTo(2, within(0.03));
        assertThat(squares / count)
                .as("second moment of an exponential distribution")
                .isCloseTo(8, within(0.3));
    }

    private static int[] jobs(DayCurve curve, double perSecond) {
        SplittableRandom random = new SplittableRandom(7);
        int[] byHour = new int[24];
        for (double time = curve.next(0, perSecond, random); time < DAY; time = curve.next(time, perSecond, random)) {
            byHour[(int) (time / 3_600)]++;
        }
        return byHour;
    }
}
