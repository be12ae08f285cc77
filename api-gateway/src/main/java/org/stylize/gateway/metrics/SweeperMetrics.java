package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.stylize.gateway.sweep.Orphan;
import org.stylize.gateway.sweep.SweepEnd;
import org.stylize.gateway.sweep.SweepReport;

/** What the sweeper did at this gateway; one gateway of a fleet sweeps at a time. */
public final class SweeperMetrics implements Consumer<SweepReport>, AutoCloseable {
    private final MeterRegistry registry;
    private final Counter looked;
    private final Counter bytes;
    private final AtomicLong lastEnd = new AtomicLong();
    private final Gauge lastEndGauge;

    public SweeperMetrics(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry is null");
        looked = Counter.builder("stylize.sweeper.objects")
                .description("Objects of the store that sweeps looked at")
                .register(registry);
        bytes = Counter.builder("stylize.sweeper.removed.bytes")
                .description("Size of the objects that sweeps deleted")
                .register(registry);
        lastEndGauge = Gauge.builder("stylize.sweeper.last.end", lastEnd, AtomicLong::get)
                .description("Unix time of the end of the last complete sweep of this gateway; 0 if there was none")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        // Meters with tags exist from the start, so that a rate over them begins at 0.
        for (Orphan.Kind kind : Orphan.Kind.values()) {
            removed(kind).increment(0);
        }
        for (SweepEnd end : SweepEnd.values()) {
            sweeps(end);
        }
    }

    /** Removes what shows this object's own state, because a gateway that starts later in the same process adds its own. */
    @Override
    public void close() {
        registry.remove(lastEndGauge);
    }

    @Override
    public void accept(SweepReport report) {
        looked.increment((double) report.looked());
        bytes.increment((double) report.removedBytes());
        report.removed().forEach((kind, objects) -> removed(kind).increment((double) objects));
        sweeps(report.end()).record(report.took());
        if (report.end() == SweepEnd.COMPLETED) {
            lastEnd.set(report.at().getEpochSecond());
        }
    }

    private Counter removed(Orphan.Kind kind) {
        return Counter.builder("stylize.sweeper.removed")
                .description("Objects that sweeps deleted, by kind")
                .tag("kind", label(kind))
                .register(registry);
    }

    private Timer sweeps(SweepEnd end) {
        return Timer.builder("stylize.sweeper.sweep")
                .description("Time of one sweep of the store, by how it ended")
                .tag("end", label(end))
                .register(registry);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
