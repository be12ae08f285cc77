package org.stylize.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The caller's tenant may not have more now: too many submissions a second ({@code rate-limited}), or a quota that is
 * used up ({@code quota-exceeded}). The same request may be accepted after {@link #retryAfter()}.
 */
public final class LimitedException extends ProblemException {
    static final int STATUS = 429;

    LimitedException(Problem problem, @Nullable Duration retryAfter) {
        super(problem, retryAfter);
    }
}
