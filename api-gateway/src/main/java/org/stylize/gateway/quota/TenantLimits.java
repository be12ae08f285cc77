package org.stylize.gateway.quota;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Tenant;

/**
 * What one tenant may use; null: as much as he wants.
 *
 * @param submissionsPerSecond over a longer time, more than 0
 * @param burst submissions that may come at once after a pause, at least 1
 * @param openJobs jobs that have not ended, at least 0
 * @param pixelStepsPerDay of the jobs that are admitted on a day, UTC, at least 0
 * @param storedBytes of all objects of the tenant, at least 0
 * @param eventStreams that are open at one gateway, at least 0
 */
public record TenantLimits(
        @Nullable Double submissionsPerSecond,
        int burst,
        @Nullable Long openJobs,
        @Nullable Long pixelStepsPerDay,
        @Nullable Long storedBytes,
        @Nullable Integer eventStreams) {
    public static final TenantLimits NONE = new TenantLimits(null, 1, null, null, null, null);

    public TenantLimits {
        if (submissionsPerSecond != null && !(submissionsPerSecond > 0 && submissionsPerSecond <= 1e6)) {
            throw new IllegalArgumentException(
                    "submissions-per-second must be more than 0 and at most 1000000 but is " + submissionsPerSecond);
        }
        if (burst < 1) {
            throw new IllegalArgumentException("submissions-burst must be at least 1 but is " + burst);
        }
        atLeastZero("open-jobs", openJobs);
        atLeastZero("pixel-steps-per-day", pixelStepsPerDay);
        atLeastZero("stored-bytes", storedBytes);
        atLeastZero("event-streams", eventStreams);
    }

    /** Whether submissions are limited in any way. */
    boolean limitsSubmissions() {
        return submissionsPerSecond != null || openJobs != null || pixelStepsPerDay != null || storedBytes != null;
    }

    private static void atLeastZero(String name, @Nullable Number value) {
        if (value != null && value.longValue() < 0) {
            throw new IllegalArgumentException(name + " must be at least 0 but is " + value);
        }
    }

    /** The limits of each tenant. For any thread. */
    @FunctionalInterface
    public interface ByTenant extends Function<Tenant, TenantLimits> {}
}
