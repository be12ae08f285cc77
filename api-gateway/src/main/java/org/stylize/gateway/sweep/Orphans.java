package org.stylize.gateway.sweep;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.stylize.gateway.view.JobViews;

/** Objects that seem to be of no use, by their keys. For one thread. */
final class Orphans {
    private final NavigableMap<String, Orphan> byKey = new TreeMap<>();

    void add(Orphan orphan) {
        byKey.put(orphan.object().key(), orphan);
    }

    int size() {
        return byKey.size();
    }

    /** In the order of their keys. */
    Collection<Orphan> all() {
        return List.copyOf(byKey.values());
    }

    /**
     * Leaves out what any job names: its pictures, which may be those of an earlier job, and its result, which may be
     * that of an earlier job too, with the manifest beside it.
     */
    void leaveOutNamed(JobViews views) {
        byKey.values().removeIf(orphan -> isNamed(orphan, views));
    }

    private static boolean isNamed(Orphan orphan, JobViews views) {
        String key = orphan.object().key();
        return switch (orphan.kind()) {
            case UPLOAD, CHECKPOINT, PREVIEW, STYLE -> views.isNamed(key);
            case LOST_ATTEMPT, FORGOTTEN_JOB -> views.isNamed(key) || views.isAnyNamed(SweepRules.placeOf(key));
        };
    }
}
