package org.stylize.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Shows how the worker is at each scrape. */
public final class WorkerGauges {
    private static final double MILLIS_PER_SECOND = 1000;

    private final MeterRegistry registry;

    public WorkerGauges(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry is null");
    }

    /**
     * Shows whether the worker takes jobs.
     *
     * @param isReady as its readiness says
     */
    public void showReadiness(BooleanSupplier isReady) {
        Gauge.builder(Names.of("ready"), isReady, now -> now.getAsBoolean() ? 1 : 0)
                .description("1 while the worker takes jobs or does one, 0 while it cannot, as its readiness says")
                .strongReference(true) // nothing else refers to the supplier
                .register(registry);
    }

    /**
     * Shows a step that hangs before the worker gives up on it.
     *
     * @param silence how long ago the device gave its last sign of life
     */
    public void showSilence(Supplier<Duration> silence) {
        Gauge.builder(Names.of("device.silence"), silence, now -> now.get().toMillis() / MILLIS_PER_SECOND)
                .description(
                        "Time since the last step of the job that runs; 0 while none runs. worker.step-timeout ends it")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }
}
