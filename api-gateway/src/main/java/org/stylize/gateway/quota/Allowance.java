package org.stylize.gateway.quota;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of a quota is left.
 *
 * @param most that is allowed in the window, or at a time
 * @param window null if it is not a rate
 * @param left at least 0
 * @param reset until more is left; null if that depends on the jobs
 */
public record Allowance(
        Quota quota,
        long most,
        @Nullable Duration window,
        long left,
        @Nullable Duration reset) {
    public Allowance {
        requireNonNull(quota, "quota is null");
    }
}
