package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stylize.client.BatchEvent;
import org.stylize.client.BatchState;
import org.stylize.client.BatchView;
import org.stylize.client.JobEvent;

class BatchWatcherTest {
    private final VirtualScreen screen = new VirtualScreen();
    private final AtomicInteger columns = new AtomicInteger(60);
    private final BatchWatcher watcher = new BatchWatcher(
            new Terminal(
                    new BufferedReader(Reader.nullReader()),
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(screen),
                    columns::get),
            () -> 0);

    @Test
    void jobsThatRunAreATableAboveTheCounts() {
        watcher.accept(counted(BatchState.OPEN, 0));
        watcher.accept(happened("a", "started"));
        watcher.accept(happened("b", "started"));
        watcher.accept(happened("a", "checkpointed"));
        assertThat(screen.lines())
                .containsExactly("a  started by worker w1", "b  started by worker w1", "0 of 20 completed, 20 queued");

        watcher.accept(happened("a", "failed"));
        watcher.accept(counted(BatchState.OPEN, 5));
        assertThat(screen.lines())
                .containsExactly(
                        "job a failed, worker w1",
                        "b  started by worker w1",
                        "5 of 20 completed, 15 queued, about 0:00 left");

        watcher.accept(counted(BatchState.ENDED, 20));
        assertThat(screen.lines()).startsWith("job a failed, worker w1", "20 of 20 completed", "");
        assertThat(String.join("", screen.lines().subList(2, screen.lines().size())))
                .isEmpty();
    }

    @Test
    void tableOfManyJobsStaysShort() {
        watcher.accept(counted(BatchState.OPEN, 0));
        for (int i = 0; i < 11; i++) {
            watcher.accept(happened("job" + i, "started"));
        }

        assertThat(screen.lines())
                .hasSize(10)
                .contains("job7  started by worker w1", "and 3 more")
                .doesNotContain("job8  started by worker w1");
    }

    @Test
    void afterMissedEventsNothingIsKnownOfWhatRuns() {
        watcher.accept(counted(BatchState.OPEN, 0));
        watcher.accept(happened("a", "started"));
        watcher.accept(new BatchEvent.Missed());
        watcher.accept(new BatchEvent.Disconnected("gone", Duration.ofSeconds(1)));

        assertThat(screen.lines())
                .startsWith("connection lost (gone), trying again", "0 of 20 completed, 20 queued")
                .doesNotContain("a  started by worker w1");
    }

    @Test
    void linesThatANarrowerScreenBreaksAreLeftAndTheNextOnesBeginBelow() {
        watcher.accept(counted(BatchState.OPEN, 0));
        watcher.accept(happened("a", "started"));
        columns.set(20);
        watcher.accept(counted(BatchState.OPEN, 0));

        assertThat(screen.lines())
                .containsExactly(
                        "a  started by worker w1",
                        "0 of 20 completed, 20 queued",
                        "a  started by worke",
                        "0 of 20 completed, ");
    }

    private static BatchEvent counted(BatchState state, int completed) {
        BatchView.Counts counts = new BatchView.Counts(0, 20 - completed, 0, completed, 0, 0, 0, 0);
        return new BatchEvent.Counted(
                new BatchView("id", state, 20, counts, null, null, null, Map.of(), Map.of(), null));
    }

    private static BatchEvent happened(String job, String type) {
        return new BatchEvent.Happened(new JobEvent.Happened(
                job, type, null, 1, "w1", null, null, null, null, null, null, null, null, null, null, null, null));
    }
}
