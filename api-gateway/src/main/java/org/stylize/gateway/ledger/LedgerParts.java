package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import org.stylize.proto.JobCodec;

/**
 * What all processors of the ledger share. Immutable but for the observer, for any thread.
 *
 * @param home which partition a job belongs to
 * @param settled which requests the broker no longer has
 * @param window how many requests may wait for workers
 * @param weights of the tenants
 * @param judge of submissions that no gateway has judged
 * @param traces of what the processors do
 */
record LedgerParts(
        LedgerRules rules,
        JobCodec codec,
        Clock clock,
        LedgerObserver observer,
        Home home,
        SettledRequests settled,
        QueueWindow window,
        TenantWeights weights,
        SubmissionJudge judge,
        LedgerTraces traces) {
    LedgerParts {
        requireNonNull(rules, "rules is null");
        requireNonNull(codec, "codec is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(home, "home is null");
        requireNonNull(settled, "settled is null");
        requireNonNull(window, "window is null");
        requireNonNull(weights, "weights is null");
        requireNonNull(judge, "judge is null");
        requireNonNull(traces, "traces is null");
        observer = new SafeObserver(requireNonNull(observer, "observer is null"));
    }

    JobLedger ledger() {
        return new JobLedger(rules);
    }
}
