package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.stylize.client.JobEvent;
import org.stylize.client.Problem;

class WatchersTest {
    private static final Instant AT = Instant.parse("2026-08-14T09:00:00Z");

    private final StringWriter screen = new StringWriter();
    private final AtomicInteger columns = new AtomicInteger(80);
    private final Terminal terminal = new Terminal(
            new BufferedReader(Reader.nullReader()),
            new PrintWriter(new StringWriter()),
            new PrintWriter(screen),
            columns::get);

    @Test
    void barIsDrawnOverInPlaceAndStaysAtTheEnd() {
        Consumer<JobEvent> bar = new BarWatcher(terminal);

        bar.accept(happened("queued"));
        bar.accept(progressed(250));
        bar.accept(happened("checkpointed"));
        bar.accept(progressed(500));
        bar.accept(happened("completed"));

        String half = "[###############---------------] step 250 of 500";
        String full = "[##############################] step 500 of 500";
        String clear = "\r\u001b[K";
        String newLine = System.lineSeparator();
        assertThat(screen.toString())
                .isEqualTo(clear + "queued" + newLine // nothing below it yet
                        + clear + half // the bar
                        + clear + "checkpointed" + newLine + half // above the bar
                        + clear + full // the bar again
                        + newLine + "completed" + newLine);
    }

    @Test
    void barFitsTheScreenAsItIsAtTheMoment() {
        Consumer<JobEvent> bar = new BarWatcher(terminal);

        bar.accept(progressed(250));
        columns.set(40);
        bar.accept(progressed(250));
        bar.accept(progressed(500));
        columns.set(80);
        bar.accept(happened("checkpointed"));

        String narrow = "[##########-----------] step 250 of 500";
        String narrowFull = "[#####################] step 500 of 500";
        String full = "[##############################] step 500 of 500";
        String clear = "\r\u001b[K";
        String newLine = System.lineSeparator();
        assertThat(screen.toString())
                .isEqualTo(clear + "[###############---------------] step 250 of 500"
                        + newLine + narrow // the wide bar is broken into two lines by now
                        + clear + narrowFull
                        + clear + "checkpointed" + newLine + full);
    }

    @Test
    void barTellsOnceWhatTheSnapshotAndTheFirstEventTell() {
        Consumer<JobEvent> bar = new BarWatcher(terminal);

        bar.accept(happened("submitted"));
        bar.accept(happened("submitted"));

        assertThat(screen.toString()).isEqualTo("\r\u001b[Ksubmitted" + System.lineSeparator());
    }

    @Test
    void linesComeAtEveryTenthOrAfterSilence() {
        AtomicLong now = new AtomicLong();
        Consumer<JobEvent> lines = new LineWatcher(terminal, now::get);

        lines.accept(happened("started"));
        lines.accept(progressed(1));
        lines.accept(progressed(2));
        now.addAndGet(Duration.ofSeconds(16).toNanos());
        lines.accept(progressed(3));
        lines.accept(progressed(4));
        lines.accept(progressed(50));
        lines.accept(new JobEvent.Disconnected("cannot reach http://x: gone", Duration.ofSeconds(1)));

        assertThat(screen.toString().lines())
                .containsExactly(
                        "started",
                        "step   1 of 500",
                        "step   3 of 500",
                        "step  50 of 500",
                        "connection lost (cannot reach http://x: gone), trying again");
    }

    @Test
    void linesStartAgainWithTheNextAttempt() {
        Consumer<JobEvent> lines = new LineWatcher(terminal, () -> 0);

        lines.accept(progressed(10));
        lines.accept(happened("retried"));
        lines.accept(progressed(10));

        assertThat(screen.toString().lines()).containsExactly("step  10 of 500", "retried", "step  10 of 500");
    }

    @Test
    void sameLineIsNotWrittenTwiceInARow() {
        Consumer<JobEvent> lines = new LineWatcher(terminal, () -> 0);

        lines.accept(happened("submitted"));
        lines.accept(happened("submitted"));
        lines.accept(happened("queued"));

        assertThat(screen.toString().lines()).containsExactly("submitted", "queued");
    }

    @Test
    void linesSayWhatACheckpointKeepsAndWhyAndHowLongAJobWaits() {
        Consumer<JobEvent> lines = new LineWatcher(terminal, () -> 0);

        lines.accept(new JobEvent.Happened(
                "id", "checkpointed", AT, 4, "w1", "cpu", 1, null, 30, null, null, null, null, null, null, null, null));
        lines.accept(new JobEvent.Happened(
                "id",
                "retried",
                AT,
                5,
                null,
                null,
                null,
                AT.plusSeconds(5),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Problem("/problems/unavailable", "Not now", 503, "the store is away", null)));
        lines.accept(new JobEvent.Happened(
                "id",
                "completed",
                AT,
                6,
                "w1",
                "cpu",
                1,
                null,
                null,
                31,
                null,
                null,
                2.0,
                true,
                "0".repeat(64),
                null,
                null));

        assertThat(screen.toString().lines())
                .containsExactly(
                        "checkpointed, worker w1 on cpu, step 30",
                        "retried, waits until 2026-08-14 09:00:05Z: Not now: the store is away",
                        "completed, worker w1 on cpu, 31 steps in 0:02, finished early");
    }

    private static JobEvent happened(String type) {
        return new JobEvent.Happened(
                "id", type, null, 1, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static JobEvent progressed(int step) {
        return new JobEvent.Progressed(step, 500, null, 0.3, 0, -1, null);
    }
}
