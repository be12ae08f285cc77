package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;

/**
 * Removes jobs some time after their end.
 *
 * @param keep how long an ended job is kept
 * @param lookEvery time between two searches for such jobs
 */
record Retention(Duration keep, Duration lookEvery, JobCodec codec, Clock clock) {
    private static final UUID LOWEST = new UUID(0x7000L, 0x8000000000000000L);

    Retention {
        requireNonNull(keep, "keep is null");
        requireNonNull(lookEvery, "lookEvery is null");
    }

    void schedule(ProcessorContext<String, byte[]> context, LedgerOutputs outputs) {
        KeyValueStore<String, byte[]> jobs = context.getStateStore(LedgerTopology.JOB_STORE);
        KeyValueStore<String, byte[]> refusals = context.getStateStore(LedgerTopology.REFUSAL_STORE);
        context.schedule(lookEvery, PunctuationType.WALL_CLOCK_TIME, now -> {
            Instant at = clock.instant();
            Instant cutoff = at.minus(keep);
            List<JobId> over = new ArrayList<>(endedBefore(cutoff, jobs));
            over.addAll(refusedBefore(cutoff, refusals));
            over.forEach(id -> outputs.forget(id, at));
        });
    }

    private List<JobId> endedBefore(Instant cutoff, KeyValueStore<String, byte[]> jobs) {
        List<JobId> ended = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> candidates = createdBefore(cutoff, jobs)) {
            while (candidates.hasNext()) {
                JobRecord job = codec.decodeJob(KafkaRecords.stored(candidates.next().value));
                if (job.state().isTerminal() && job.updatedAt().isBefore(cutoff)) {
                    ended.add(job.id());
                }
            }
        }
        return ended;
    }

    private List<JobId> refusedBefore(Instant cutoff, KeyValueStore<String, byte[]> refusals) {
        List<JobId> refused = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> candidates = refusals.all()) {
            while (candidates.hasNext()) {
                KeyValue<String, byte[]> candidate = candidates.next();
                JobEvent event = codec.decodeEvent(KafkaRecords.stored(candidate.value));
                if (event.at().isBefore(cutoff)) {
                    refused.add(event.id());
                }
            }
        }
        return refused;
    }

    /** Job ids begin with the time of their creation, so only the old end of the store has to be read. */
    private static KeyValueIterator<String, byte[]> createdBefore(Instant cutoff, KeyValueStore<String, byte[]> jobs) {
        long millis = Math.max(0, cutoff.toEpochMilli());
        return jobs.range(
                LOWEST.toString(), new UUID(millis << 16 | 0x7000L, LOWEST.getLeastSignificantBits()).toString());
    }
}
