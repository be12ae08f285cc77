package org.stylize.gateway;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.service.trace.Spans;

/** Makes what writes spans. Without a collector, OpenTelemetry is off, and so are all of them. */
@Singleton
final class TraceBeans {
    @Produces
    @Singleton
    Spans spans(OpenTelemetry telemetry) {
        return new Spans(telemetry);
    }

    @Produces
    @Singleton
    LedgerSpans ledgerSpans(Spans spans) {
        return new LedgerSpans(spans);
    }
}
