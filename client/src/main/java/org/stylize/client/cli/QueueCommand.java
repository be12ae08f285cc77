package org.stylize.client.cli;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stylize.client.Json;
import org.stylize.client.QueueView;
import picocli.CommandLine.Command;

/** {@code stylize-jobs queue}. */
@Command(name = "queue", description = "Shows what waits, what runs, and how long a new job would wait.")
final class QueueCommand extends JobCommand {
    private static final String ROW = "%-11s  %7s  %s%n";

    QueueCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        QueueView queue = client().queue();
        if (json()) {
            terminal().out().println(Json.write(queue));
        } else {
            print(queue);
        }
        terminal().out().flush();
        return ExitCodes.OK;
    }

    private void print(QueueView queue) {
        terminal().out().printf(ROW, "LANE", "WAITING", "A NEW JOB WAITS");
        for (QueueView.LaneView lane : queue.lanes()) {
            Double wait = lane.expectedWaitSeconds();
            terminal()
                    .out()
                    .printf(
                            ROW,
                            lane.lane(),
                            lane.waiting(),
                            wait == null ? "unknown" : "about " + ProgressText.time(wait));
        }
        terminal().out().println("workers: " + queue.workers());
        for (Map.Entry<String, Integer> kind : new TreeMap<>(queue.running()).entrySet()) {
            Double pace = queue.pixelStepsPerSecond().get(kind.getKey());
            terminal()
                    .out()
                    .println("running on " + kind.getKey() + ": " + kind.getValue()
                            + (pace == null
                                    ? ""
                                    : String.format(Locale.ROOT, ", %.1f million pixel-steps/s each", pace / 1e6)));
        }
        if (queue.allWaiting() != null) {
            terminal().out().println("waiting, of all tenants: " + queue.allWaiting());
        }
    }
}
