package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How soon the caller wants the picture.
 *
 * @param ttl the job expires if no worker has begun it so long after its submission; null: it waits for ever
 * @param deadline when a job that runs is finished with the picture that it has, and any other expires; null: never
 * @param lane whether it goes before or after others of the same tenant
 */
public record JobTerms(@Nullable Duration ttl, @Nullable Instant deadline, Lane lane) {
    public static final JobTerms NONE = new JobTerms(null, null);
    public static final Duration LONGEST_TTL = Duration.ofDays(365);
    private static final Instant LAST_DEADLINE = Instant.parse("9999-12-31T23:59:59Z");

    public JobTerms {
        requireNonNull(lane, "lane is null");
        if (ttl != null && (ttl.isNegative() || ttl.isZero() || ttl.compareTo(LONGEST_TTL) > 0)) {
            throw new InvalidJobException("ttl", "a ttl must be more than 0 and at most 365 days but is " + ttl);
        }
        if (deadline != null && (deadline.isBefore(Instant.EPOCH) || deadline.isAfter(LAST_DEADLINE))) {
            throw new InvalidJobException(
                    "deadline", "a deadline must be between the years 1970 and 9999 but is " + deadline);
        }
    }

    /** In the lane of those who wait for their picture. */
    public JobTerms(@Nullable Duration ttl, @Nullable Instant deadline) {
        this(ttl, deadline, Lane.INTERACTIVE);
    }

    /** Without limits of time. */
    public static JobTerms in(Lane lane) {
        return new JobTerms(null, null, lane);
    }

    /** The same terms with another deadline. */
    public JobTerms withDeadline(Instant other) {
        return new JobTerms(ttl, other, lane);
    }

    /** When a job that no worker has begun expires; null: never. */
    public @Nullable Instant expiry(Instant submittedAt) {
        requireNonNull(submittedAt, "submittedAt is null");
        Instant byTtl = ttl == null ? null : submittedAt.plus(ttl);
        return byTtl == null || (deadline != null && deadline.isBefore(byTtl)) ? deadline : byTtl;
    }
}
