package org.stylize.client.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stylize.client.JobEvent;

/** The jobs of a batch that run, as far as their events tell: a line each. For one thread. */
final class RunningJobs {
    /** So many fit on each screen. */
    private static final int MOST_LINES = 8;

    private final Map<String, String> lines = new LinkedHashMap<>();

    /** Takes an event of a job; whether the lines have changed. */
    boolean take(JobEvent.Happened event) {
        if (event.type().equals("started")) {
            lines.put(event.id(), event.id() + "  " + EventText.of(event));
            return true;
        }
        boolean runsOn = event.type().equals("checkpointed");
        return !runsOn && lines.remove(event.id()) != null;
    }

    /** After events were missed, nothing is known. */
    void forget() {
        lines.clear();
    }

    /** The lines, those that began first at the top, with another one below them. */
    List<String> with(String last) {
        List<String> all =
                new ArrayList<>(lines.values().stream().limit(MOST_LINES).toList());
        if (lines.size() > MOST_LINES) {
            all.add("and " + (lines.size() - MOST_LINES) + " more");
        }
        all.add(last);
        return all;
    }
}
