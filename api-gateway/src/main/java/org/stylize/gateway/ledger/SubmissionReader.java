package org.stylize.gateway.ledger;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.UndecodableException;

/** Makes a job, or a reason why not, of a record that anybody may have written. Immutable, for any thread. */
final class SubmissionReader {
    /** Most bytes of a submission. What the ledger writes of it must fit into a record of Kafka's default 1 MiB. */
    static final int MOST_BYTES = 256 << 10;

    private final JobCodec codec;

    SubmissionReader(JobCodec codec) {
        this.codec = codec;
    }

    /** What was found in a record. */
    sealed interface Found {
        /** A job, under its own key. */
        record Job(StylizationJob job) implements Found {}

        /**
         * No job.
         *
         * @param id from the record key; null where that is no job id
         */
        record Nothing(@Nullable JobId id, Problem problem) implements Found {}
    }

    Found read(@Nullable String key, byte @Nullable [] value) {
        JobId id = idOf(key);
        if (id == null) {
            return nothing(null, "the record key must be the job id, a UUID of version 7");
        }
        if (value == null) {
            return nothing(id, "the record has no value");
        }
        if (value.length > MOST_BYTES) {
            return nothing(
                    id, "a submission may have at most " + MOST_BYTES + " bytes but this one has " + value.length);
        }
        try {
            StylizationJob job = codec.decodeSubmission(value);
            return job.id().equals(id)
                    ? new Found.Job(job)
                    : nothing(id, "the record key must be the job id " + job.id() + " but is " + id);
        } catch (InvalidJobException e) {
            return nothing(id, e.field() + ": " + e.getMessage());
        } catch (UndecodableException e) {
            return nothing(id, String.valueOf(e.getMessage()));
        }
    }

    private static Found nothing(@Nullable JobId id, String detail) {
        return new Found.Nothing(id, new Problem(ProblemType.INVALID_JOB, detail));
    }

    private static @Nullable JobId idOf(@Nullable String key) {
        try {
            return key == null ? null : JobId.parse(key);
        } catch (InvalidJobException e) {
            return null;
        }
    }
}
