package org.stylize.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service refused the request and said why. */
public sealed class ProblemException extends StylizeException permits LimitedException {
    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.toString(), null);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** The service's report of the error. */
    public Problem problem() {
        return problem;
    }

    /** Time to wait before sending the request again, if the service names one. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same request may succeed later. */
    boolean mayPass() {
        return problem.status() == LimitedException.STATUS || problem.status() >= 500;
    }
}
