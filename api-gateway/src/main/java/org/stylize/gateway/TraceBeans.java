package org.stylize.gateway;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.service.trace.Spans;

/** Makes what writes spans, if there is a collector. */
@Singleton
final class TraceBeans {
    @Produces
    @Singleton
    Spans spans(OpenTelemetry telemetry) {
        return Spans.asConfigured(telemetry);
    }

    @Produces
    @Singleton
    LedgerSpans ledgerSpans(Spans spans) {
        return new LedgerSpans(spans);
    }
}
