package org.stylize.gateway.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;
import org.stylize.gateway.view.JobQuery;
import org.stylize.gateway.view.KeyedId;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTags;
import org.stylize.proto.Lane;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;

/**
 * A list of jobs by place.
 *
 * @param scope whose jobs, and which of them; without zero bytes
 * @param state of the jobs, as a number; {@link #ANY} for all
 */
record JobList(String scope, byte state) {
    static final byte ANY = 0;
    /** Jobs of a batch that another job of the batch does again, by the place of that one. */
    private static final byte DONE_AGAIN = 8;

    /** Begins what follows the tenant; sorts before every character of a name. */
    private static final char PART = 1;

    JobList {
        requireNonNull(scope, "scope is null");
    }

    /** Everybody's jobs in that state. */
    static JobList everybodys(JobState state) {
        return new JobList("", number(state));
    }

    static JobList of(Tenant tenant, @Nullable JobState state) {
        return new JobList(tenant.name(), number(state));
    }

    static JobList of(Tenant tenant, BatchId batch, @Nullable JobState state) {
        return new JobList(batch(tenant, batch), number(state));
    }

    static JobList doneAgain(Tenant tenant, BatchId batch) {
        return new JobList(batch(tenant, batch), DONE_AGAIN);
    }

    private static JobList of(Tenant tenant, Map.Entry<String, String> label) {
        return new JobList(tenant.name() + PART + "l" + label.getKey() + "=" + label.getValue(), ANY);
    }

    /** Queued jobs of one lane. */
    static JobList queue(Tenant tenant, Lane lane) {
        return new JobList(tenant.name() + PART + "q" + (lane == Lane.BATCH ? "b" : "i"), ANY);
    }

    /** Jobs that have that idempotency key and an id that is not made of it. */
    static JobList ofEarlierRelease(Tenant tenant, String idempotencyKey) {
        return new JobList(tenant.name() + PART + "k" + Sha256.of(idempotencyKey.getBytes(UTF_8)), ANY);
    }

    private static String batch(Tenant tenant, BatchId batch) {
        return tenant.name() + PART + "b" + batch;
    }

    /** The shortest list that has all jobs of the query. */
    static JobList of(JobQuery query) {
        if (query.batch() != null) {
            return of(query.tenant(), query.batch(), query.state());
        }
        return query.labels().entrySet().stream()
                .findFirst()
                .map(label -> of(query.tenant(), label))
                .orElseGet(() -> of(query.tenant(), query.state()));
    }

    /** The lists in which a job has its own place. */
    static List<JobList> of(JobRecord job) {
        Tenant tenant = job.job().tenant();
        JobTags tags = job.job().tags();
        List<JobList> lists =
                new ArrayList<>(List.of(of(tenant, (JobState) null), of(tenant, job.state()), everybodys(job.state())));
        if (tags.batch() != null) {
            lists.add(of(tenant, tags.batch(), null));
            lists.add(of(tenant, tags.batch(), job.state()));
        }
        if (job.state() == JobState.QUEUED) {
            lists.add(queue(tenant, job.job().terms().lane()));
        }
        tags.labels().entrySet().forEach(label -> lists.add(of(tenant, label)));
        String key = job.job().idempotencyKey();
        if (key != null && isOfEarlierRelease(job.job(), key)) {
            lists.add(ofEarlierRelease(tenant, key));
        }
        return lists;
    }

    private static boolean isOfEarlierRelease(StylizationJob job, String key) {
        return job.retryOf() == null && !job.id().equals(KeyedId.of(job.tenant(), key));
    }

    private static byte number(@Nullable JobState state) {
        if (state == null) {
            return ANY;
        }
        return switch (state) {
            case SUBMITTED -> 1;
            case QUEUED -> 2;
            case RUNNING -> 3;
            case COMPLETED -> 4;
            case FAILED -> 5;
            case CANCELLED -> 6;
            case EXPIRED -> 7;
        };
    }
}
