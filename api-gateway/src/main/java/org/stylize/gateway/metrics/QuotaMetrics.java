package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.stylize.gateway.quota.Quota;

/** Counts what was refused because a tenant has used what he may. */
public final class QuotaMetrics implements Quota.Observer {
    private final MeterRegistry registry;

    public QuotaMetrics(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry is null");
        for (Quota quota : Quota.values()) {
            refusals(quota, false).increment(0); // so that a rate over it begins at 0
            refusals(quota, true).increment(0);
        }
    }

    @Override
    public void refused(Quota quota, boolean isOverKafka) {
        refusals(quota, isOverKafka).increment();
    }

    private Counter refusals(Quota quota, boolean isOverKafka) {
        return Counter.builder("stylize.quota.refused")
                .description("Requests, and submissions over Kafka, refused because a tenant has used what he may")
                .tag("quota", quota.label())
                .tag("door", isOverKafka ? "kafka" : "http")
                .register(registry);
    }
}
