package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long the answer to a submission may wait for the end of its job, by the header {@code Prefer} (RFC 7240).
 *
 * @param longest 0 for not at all
 */
record Waiting(Duration longest) {
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Pattern WAIT =
            Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:$|[,;])");

    Waiting {
        requireNonNull(longest, "longest is null");
    }

    /** What the header says; what cannot be read is no preference. */
    static Waiting of(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        Duration longest = wait.find() ? Duration.ofSeconds(Long.parseLong(wait.group(1))) : Duration.ZERO;
        return new Waiting(longest.compareTo(LONGEST) > 0 ? LONGEST : longest);
    }

    /** Whether the caller wants it at all. */
    boolean isWanted() {
        return !longest.isZero();
    }

    /** The value of the header {@code Preference-Applied}. */
    @Override
    public String toString() {
        return "wait=" + longest.toSeconds();
    }
}
