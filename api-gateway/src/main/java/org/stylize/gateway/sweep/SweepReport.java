package org.stylize.gateway.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a sweep did.
 *
 * @param end how it ended
 * @param looked number of objects that it looked at
 * @param removed number of objects that it deleted, by kind
 * @param removedBytes their size
 * @param took from its beginning to its end
 * @param at its end
 */
public record SweepReport(
        SweepEnd end, long looked, Map<Orphan.Kind, Long> removed, long removedBytes, Duration took, Instant at) {
    public SweepReport {
        removed = Map.copyOf(removed);
    }
}
