package org.stylize.gateway.quota;

import java.util.Locale;

/** What is limited. */
public enum Quota {
    SUBMISSIONS,
    OPEN_JOBS,
    PIXEL_STEPS,
    STORED_BYTES,
    EVENT_STREAMS;

    /** The name in header fields and metrics: {@code open-jobs}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Is told of refusals, on the thread that refuses. */
    public interface Observer {
        /**
         * A request or submission was refused.
         *
         * @param isOverKafka whether it came over Kafka, so that the ledger refused it
         */
        void refused(Quota quota, boolean isOverKafka);
    }
}
