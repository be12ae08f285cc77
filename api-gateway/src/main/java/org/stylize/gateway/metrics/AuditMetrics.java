package org.stylize.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts audit events that are not kept. */
public final class AuditMetrics {
    private final Counter lost;

    public AuditMetrics(MeterRegistry registry) {
        this.lost = Counter.builder("stylize.audit.lost")
                .description("Audit events that Kafka did not take in time")
                .register(registry);
    }

    /** One is not kept. For any thread. */
    public void lost() {
        lost.increment();
    }
}
