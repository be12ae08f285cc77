package org.stylize.gateway.sweep;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobRecord;

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
     * that of an earlier job too. Looks at all jobs.
     */
    void leaveOutNamed(JobViews views) {
        if (!byKey.isEmpty()) {
            views.anyMatch(job -> {
                leaveOutNamed(job);
                return byKey.isEmpty();
            });
        }
    }

    private void leaveOutNamed(JobRecord job) {
        for (ImageRef picture : job.job().pictures().all()) {
            byKey.remove(picture.key());
        }
        if (job.outcome() != null) {
            if (job.outcome().manifest() != null) {
                byKey.remove(job.outcome().manifest().key());
            }
            String place = SweepRules.placeOf(job.outcome());
            byKey.subMap(place, place + Character.MAX_VALUE)
                    .values()
                    .removeIf(orphan ->
                            orphan.kind() == Orphan.Kind.LOST_ATTEMPT || orphan.kind() == Orphan.Kind.FORGOTTEN_JOB);
        }
    }
}
