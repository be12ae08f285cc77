package org.stylize.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.stylize.client.BatchView;

/** Describes a batch in one line. */
final class BatchText {
    private BatchText() {}

    /** As {@code 12 of 400 completed, 1 failed, 3 running, 384 queued}. */
    static String counts(BatchView batch) {
        BatchView.Counts counts = batch.counts();
        List<String> parts = new ArrayList<>();
        parts.add(counts.completed() + " of " + batch.jobs() + " completed");
        add(parts, counts.failed(), "failed");
        add(parts, counts.cancelled(), "cancelled");
        add(parts, counts.expired(), "expired");
        add(parts, counts.gone(), "gone");
        add(parts, counts.running(), "running");
        add(parts, counts.queued(), "queued");
        add(parts, counts.submitted(), "submitted");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String state) {
        if (count > 0) {
            parts.add(count + " " + state);
        }
    }
}
