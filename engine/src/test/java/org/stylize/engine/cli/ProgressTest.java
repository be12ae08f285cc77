package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Stylizer.Step;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;

class ProgressTest {
    private final StringWriter text = new StringWriter();
    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void writesAPlainLineAtEveryTenthOfTheSteps() {
        run(progress(0), 100, 1.0);

        assertThat(text.toString().lines())
                .hasSize(1 + 11)
                .startsWith("Painting 60 × 40 pixels in 100 steps.")
                .contains("step 50 of 100, 1.0 steps/s, 0:50 left, content 1.000, style 20000.0, tv 3.00e-04");
    }

    @Test
    void isNeverSilentForMoreThanAQuarterOfAMinute() {
        run(progress(0), 1000, 5.0);

        assertThat(text.toString().lines().filter(line -> line.startsWith("step")))
                .hasSizeGreaterThanOrEqualTo(333)
                .contains("step 4 of 1000, 5.0 s/step, 1:23:00 left, content 1.000, style 20000.0, tv 3.00e-04");
    }

    @Test
    void drawsABarOverItselfOnATerminalAndEndsItsLine() {
        run(progress(200), 10, 1.0);

        String afterTitle = text.toString().substring(text.toString().indexOf('\r'));
        assertThat(afterTitle.split("\r", -1)).hasSize(1 + 10);
        assertThat(afterTitle)
                .contains("[############------------] step 5 of 10")
                .endsWith(System.lineSeparator());
        assertThat(afterTitle.lines().count()).as("one line of the screen").isEqualTo(11); // lines() splits at \r too
    }

    @Test
    void keepsTheBarWithinTheTerminal() {
        run(progress(40), 10, 1.0);

        assertThat(text.toString().split("\r\u001b\\[K"))
                .filteredOn(part -> part.startsWith("["))
                .isNotEmpty()
                .allSatisfy(bar -> assertThat(bar.strip().length()).isLessThan(40));
    }

    @Test
    void rateIsThatOfTheStepsSinceTheCheckpointAndTheFirstOfThemIsShown() {
        Progress progress = progress(0);
        progress.started(new Plan(100, 60, 40));

        step(progress, 53, 100, 2);

        assertThat(text.toString()).contains("step 53 of 100, 2.0 s/step, 1:34 left");
    }

    @Test
    void aPartOfALongerRunSaysHowLongAllOfItTakes() {
        Progress progress =
                new Progress(new PrintWriter(text), 0, nanoTime::get, (elapsed, left) -> 1000 * elapsed + left);

        run(progress, 10, 2);

        assertThat(text.toString()).contains("step 1 of 10, 2.0 s/step, 0:18 left, 33:38 left for all, content 1.000");
    }

    private Progress progress(int columns) {
        return new Progress(new PrintWriter(text), columns, nanoTime::get, null);
    }

    private void run(Progress progress, int steps, double secondsPerStep) {
        progress.started(new Plan(steps, 60, 40));
        for (int number = 1; number <= steps; number++) {
            step(progress, number, steps, secondsPerStep);
        }
    }

    private void step(Progress progress, int number, int steps, double seconds) {
        nanoTime.addAndGet((long) (seconds * 1e9));
        Losses losses = new Losses(1, 20_000, 3e-4, 20_001.0003, Map.of());
        progress.stepped(new Step(number, steps, losses, 0.3, () -> new ImageBytes(new byte[0])));
    }
}
