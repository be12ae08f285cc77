package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.client.JobEvent;
import org.stylize.client.Losses;

class ProgressTextTest {
    private static final JobEvent.Progressed QUARTER = progress(125, 95);

    @Test
    void tellsEverythingWhereThereIsRoom() {
        assertThat(ProgressText.bar(QUARTER, 160))
                .isEqualTo("[#######-----------------------] step 125 of 500  loss 125.0  (content 1.500 style 120.2"
                        + " tv 3.250)  4.0 steps/s  1:35 left");
    }

    @Test
    void leavesOutTheLeastImportantFirst() {
        assertThat(ProgressText.bar(QUARTER, 80))
                .isEqualTo("[######-------------------] step 125 of 500  loss 125.0  4.0 steps/s  1:35 left");
        assertThat(ProgressText.bar(QUARTER, 60))
                .isEqualTo("[####--------------] step 125 of 500  loss 125.0  1:35 left");
        assertThat(ProgressText.bar(QUARTER, 42)).isEqualTo("[###---------] step 125 of 500  1:35 left");
    }

    @Test
    void neverFillsTheLastColumn() {
        for (int columns = 1; columns < 200; columns++) {
            assertThat(ProgressText.bar(QUARTER, columns)).hasSizeLessThan(Math.max(columns, 10));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "499, 29", "500, 30", "600, 30"})
    void fillsTheBarByTheStepsDone(int step, int filled) {
        String bar = ProgressText.bar(progress(step, 10), 200);

        assertThat(bar).startsWith("[" + "#".repeat(filled) + "-".repeat(30 - filled) + "]");
    }

    @Test
    void keepsItsWidthWhileStepsGrow() {
        assertThat(ProgressText.bar(progress(7, 95), 80)).hasSameSizeAs(ProgressText.bar(progress(70, 95), 80));
    }

    @Test
    void tellsSecondsForEachStepWhereStepsAreSlow() {
        JobEvent.Progressed slow = new JobEvent.Progressed(1, 500, null, 0.3, 0.25, 1996, null);

        assertThat(ProgressText.line(slow)).isEqualTo("step   1 of 500, 4.0 s/step, 33:16 left");
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "59.6, 1:00", "3599, 59:59", "3600, 1:00:00", "90061, 25:01:01"})
    void writesTimesAsClocksDo(double seconds, String text) {
        assertThat(ProgressText.time(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000",
        "0.0123, 0.012",
        "1.2346, 1.235",
        "12.345, 12.35",
        "123.45, 123.5",
        "12345.67, 12346",
        "2.5e9, 2.50e+09",
        "1e-5, 1.00e-05"
    })
    void writesLossesOfAnySize(double loss, String text) {
        assertThat(ProgressText.number(loss)).isEqualTo(text);
    }

    private static JobEvent.Progressed progress(int step, double secondsLeft) {
        return new JobEvent.Progressed(
                step, 500, new Losses(1.5, 120.2, 3.25, 124.95, Map.of()), 0.3, 4, secondsLeft, "w1");
    }
}
