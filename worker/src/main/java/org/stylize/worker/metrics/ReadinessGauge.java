package org.stylize.worker.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;

/** Shows whether the worker takes jobs. */
public final class ReadinessGauge {
    private ReadinessGauge() {}

    /**
     * Adds the gauge.
     *
     * @param worker kept by the caller
     * @param isReady as its readiness says
     */
    public static <W> void add(MeterRegistry registry, W worker, Predicate<W> isReady) {
        Gauge.builder(Names.of("ready"), worker, now -> isReady.test(now) ? 1 : 0)
                .description("1 while the worker takes jobs or does one, 0 while it cannot, as its readiness says")
                .register(registry);
    }
}
