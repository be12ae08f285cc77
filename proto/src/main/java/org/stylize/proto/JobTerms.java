package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long the caller is willing to wait.
 *
 * @param ttl the job expires if no worker has begun it so long after its submission; null: it waits for ever
 * @param deadline when a job that runs is finished with the picture that it has, and any other expires; null: never
 */
public record JobTerms(@Nullable Duration ttl, @Nullable Instant deadline) {
    public static final JobTerms NONE = new JobTerms(null, null);
    public static final Duration LONGEST_TTL = Duration.ofDays(365);
    private static final Instant LAST_DEADLINE = Instant.parse("9999-12-31T23:59:59Z");

    public JobTerms {
        if (ttl != null && (ttl.isNegative() || ttl.isZero() || ttl.compareTo(LONGEST_TTL) > 0)) {
            throw new InvalidJobException("ttl", "a ttl must be more than 0 and at most 365 days but is " + ttl);
        }
        if (deadline != null && (deadline.isBefore(Instant.EPOCH) || deadline.isAfter(LAST_DEADLINE))) {
            throw new InvalidJobException(
                    "deadline", "a deadline must be between the years 1970 and 9999 but is " + deadline);
        }
    }

    /** The same terms with another deadline. */
    public JobTerms withDeadline(Instant other) {
        return new JobTerms(ttl, other);
    }

    /** When a job that no worker has begun expires; null: never. */
    public @Nullable Instant expiry(Instant submittedAt) {
        requireNonNull(submittedAt, "submittedAt is null");
        Instant byTtl = ttl == null ? null : submittedAt.plus(ttl);
        return byTtl == null || (deadline != null && deadline.isBefore(byTtl)) ? deadline : byTtl;
    }
}
