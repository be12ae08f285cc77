package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.stylize.gateway.view.JobViews;

/**
 * The jobs, and how far they can be relied on.
 *
 * @param views the jobs
 * @param before everything that the broker got before that time is in the view; empty while nobody can tell
 * @param isWhole whether each job could be read
 * @param owner the name of these jobs among those of other fleets; empty while nobody can tell
 */
public record KnownJobs(
        JobViews views, Supplier<Optional<Instant>> before, BooleanSupplier isWhole, Supplier<Optional<String>> owner) {
    public KnownJobs {
        requireNonNull(views, "views is null");
        requireNonNull(before, "before is null");
        requireNonNull(isWhole, "isWhole is null");
        requireNonNull(owner, "owner is null");
    }
}
