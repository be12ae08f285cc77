package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import org.stylize.proto.JobCodec;

/**
 * What all processors of the ledger share. Immutable but for the observer, for any thread.
 *
 * @param home which partition a job belongs to
 * @param settled which requests the broker no longer has
 */
record LedgerParts(
        LedgerRules rules, JobCodec codec, Clock clock, LedgerObserver observer, Home home, SettledRequests settled) {
    LedgerParts {
        requireNonNull(rules, "rules is null");
        requireNonNull(codec, "codec is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(home, "home is null");
        requireNonNull(settled, "settled is null");
        observer = new SafeObserver(requireNonNull(observer, "observer is null"));
    }

    JobLedger ledger() {
        return new JobLedger(rules);
    }
}
