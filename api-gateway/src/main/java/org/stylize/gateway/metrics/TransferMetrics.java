package org.stylize.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.stylize.gateway.transfer.TransferLimits;
import org.stylize.gateway.transfer.Transfers;

/** Shows uploads and downloads. */
public final class TransferMetrics {
    private TransferMetrics() {}

    /** Transfers whose metrics are registered. */
    public static Transfers of(TransferLimits limits, MeterRegistry registry) {
        Transfers transfers =
                new Transfers(limits, kind -> refused(kind, registry).increment());
        for (Transfers.Kind kind : Transfers.Kind.values()) {
            refused(kind, registry).increment(0); // so that a rate over it begins at 0
            Gauge.builder("stylize.gateway.transfers.open", transfers, all -> all.open(kind))
                    .description("Uploads and downloads on their way")
                    .tag("kind", name(kind))
                    .register(registry);
        }
        Gauge.builder("stylize.gateway.transfers.spooled", transfers, Transfers::spooledBytes)
                .description("Bytes of uploads that are on disk, or may come there")
                .baseUnit("bytes")
                .register(registry);
        return transfers;
    }

    private static Counter refused(Transfers.Kind kind, MeterRegistry registry) {
        return Counter.builder("stylize.gateway.transfers.refused")
                .description("Uploads and downloads refused because there were too many")
                .tag("kind", name(kind))
                .register(registry);
    }

    private static String name(Transfers.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
