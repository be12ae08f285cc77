package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.stylize.gateway.access.Refusal;

/** Counts requests that were refused for want of a key or of a scope. */
public final class AccessMetrics implements Refusal.Observer {
    private final MeterRegistry registry;

    public AccessMetrics(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry is null");
        for (Refusal why : Refusal.values()) {
            refusals(why).increment(0); // so that a rate over it begins at 0
        }
    }

    @Override
    public void refused(Refusal why) {
        refusals(why).increment();
    }

    private Counter refusals(Refusal why) {
        return Counter.builder("stylize.access.refused")
                .description("Requests refused because they had no valid key, token or session, or one without the"
                        + " scope, or came from another site")
                .tag("reason", why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry);
    }
}
