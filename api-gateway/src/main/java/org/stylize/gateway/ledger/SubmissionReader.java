package org.stylize.gateway.ledger;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.Judged;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.UndecodableException;

/** Reads the job in a record that anybody may have written, or says why there is none. Immutable, for any thread. */
final class SubmissionReader {
    /** Most bytes of a submission. The ledger's records of the job must fit into Kafka's default limit of 1 MiB. */
    static final int MOST_BYTES = 256 << 10;

    private final JobCodec codec;

    SubmissionReader(JobCodec codec) {
        this.codec = codec;
    }

    /** What was found in a record. */
    sealed interface Found {
        <R> R match(Cases<R> cases);

        /** One answer for each case. */
        interface Cases<R> {
            R job(Job found);

            R unreadable(Unreadable found);

            R unnamed(Unnamed found);
        }

        /**
         * A job, under its own key.
         *
         * @param reuse the result with which it is completed at once; null if the workers make it
         * @param judged by the quotas of its tenant; null if no gateway has
         */
        record Job(
                StylizationJob job,
                @Nullable Reuse reuse,
                @Nullable Judged judged) implements Found {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.job(this);
            }
        }

        /** No job, under a key that is a job id. */
        record Unreadable(JobId id, Problem problem) implements Found {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.unreadable(this);
            }
        }

        /** No job, and a key that is not a job id. */
        record Unnamed(Problem problem) implements Found {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.unnamed(this);
            }
        }
    }

    Found read(Received record) {
        JobId id;
        try {
            id = JobId.parse(record.key());
        } catch (InvalidJobException e) {
            return new Found.Unnamed(problem("the record key must be the job id, a UUID"));
        }
        int bytes = record.bytes();
        if (bytes == 0) {
            return unreadable(id, "the record has no value");
        }
        if (bytes > MOST_BYTES) {
            return unreadable(id, "a submission may have at most " + MOST_BYTES + " bytes but this one has " + bytes);
        }
        try {
            StylizationJob job = codec.decodeSubmission(record);
            return job.id().equals(id)
                    ? new Found.Job(
                            job,
                            codec.decodeReuse(record).orElse(null),
                            codec.decodeJudged(record).orElse(null))
                    : unreadable(id, "the record key must be the job id " + job.id() + " but is " + id);
        } catch (InvalidJobException e) {
            return unreadable(id, e.field() + ": " + e.getMessage());
        } catch (UndecodableException e) {
            return unreadable(id, String.valueOf(e.getMessage()));
        }
    }

    private static Found unreadable(JobId id, String detail) {
        return new Found.Unreadable(id, problem(detail));
    }

    private static Problem problem(String detail) {
        return new Problem(ProblemType.INVALID_JOB, detail);
    }
}
