package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.stylize.gateway.webhook.Deliveries;
import org.stylize.gateway.webhook.WebhookObserver;
import org.stylize.proto.WebhookDelivery;

/** Counts messages to webhooks. */
public final class WebhookMetrics implements WebhookObserver {
    private final MeterRegistry registry;
    private final Counter disabled;

    public WebhookMetrics(MeterRegistry registry, Deliveries deliveries) {
        this.registry = requireNonNull(registry, "registry is null");
        this.disabled = Counter.builder("stylize.webhooks.disabled")
                .description("Webhooks that this gateway switched off, because they failed for days or were gone")
                .register(registry);
        for (WebhookDelivery.State state : WebhookDelivery.State.values()) {
            if (state != WebhookDelivery.State.PENDING) {
                messages(state).increment(0); // so that a rate over it begins at 0
            }
        }
        attempts(true);
        attempts(false);
        Gauge.builder("stylize.webhook.pending", deliveries, Deliveries::pending)
                .description("Messages to webhooks that wait for an attempt, the same at every gateway")
                .register(registry);
    }

    @Override
    public void attempted(boolean succeeded, Duration took) {
        attempts(succeeded).record(took);
    }

    @Override
    public void ended(WebhookDelivery.State state) {
        messages(state).increment();
    }

    @Override
    public void disabled() {
        disabled.increment();
    }

    private Timer attempts(boolean succeeded) {
        return Timer.builder("stylize.webhook.attempts")
                .description("Attempts to send a message to a webhook, and how long they took")
                .tag("outcome", succeeded ? "delivered" : "failed")
                .register(registry);
    }

    private Counter messages(WebhookDelivery.State state) {
        return Counter.builder("stylize.webhook.messages")
                .description("Messages to webhooks that are done with, by what became of them")
                .tag("outcome", state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry);
    }
}
