package org.stylize.gateway.ledger;

import java.util.Optional;
import org.stylize.proto.Problem;
import org.stylize.proto.Tenant;

/** Judges submissions that no gateway has judged, by the quotas of their tenants. For any thread; never waits. */
@FunctionalInterface
public interface SubmissionJudge {
    /** Everybody may have everything. */
    SubmissionJudge LENIENT = (tenant, pixelSteps) -> Optional.empty();

    /** Why the job must not be admitted; empty if it may. */
    Optional<Problem> judge(Tenant tenant, long pixelSteps);
}
