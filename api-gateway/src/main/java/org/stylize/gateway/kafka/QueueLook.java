package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * What a look at the broker saw: offsets, by partition or by topic and partition.
 *
 * @param at time before the look
 * @param requestEnds ends of the requests
 * @param groupStarts first offsets of the requests that the workers' share group has not settled
 * @param reportEnds ends of the reports
 * @param reportsRead up to where the ledger has read the reports
 * @param inputEnds ends of all topics that the ledger reads
 * @param inputsRead up to where the ledger has read them
 * @param workers members of the workers' share group
 */
public record QueueLook(
        Instant at,
        Map<Integer, Long> requestEnds,
        Map<Integer, Long> groupStarts,
        Map<Integer, Long> reportEnds,
        Map<Integer, Long> reportsRead,
        Map<String, Long> inputEnds,
        Map<String, Long> inputsRead,
        int workers) {
    public QueueLook {
        requireNonNull(at, "at is null");
        requestEnds = Map.copyOf(requestEnds);
        groupStarts = Map.copyOf(groupStarts);
        reportEnds = Map.copyOf(reportEnds);
        reportsRead = Map.copyOf(reportsRead);
        inputEnds = Map.copyOf(inputEnds);
        inputsRead = Map.copyOf(inputsRead);
    }
}
