package org.stylize.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.stylize.gateway.metrics.TransferMetrics;
import org.stylize.gateway.rest.Spool;
import org.stylize.gateway.transfer.TransferLimits;
import org.stylize.gateway.transfer.Transfers;
import org.stylize.service.LocalDirectory;

/** Makes what limits and keeps uploads and downloads, from the configuration. */
@Singleton
final class TransferBeans {
    @Produces
    @Singleton
    Transfers transfers(GatewayConfig config, MeterRegistry registry) {
        GatewayConfig.Transfers transfers = config.transfers();
        return TransferMetrics.of(
                new TransferLimits(
                        transfers.atOnce(),
                        transfers.byCaller(),
                        transfers.spooledBytes().asLongValue(),
                        transfers.window(),
                        transfers.leastBytes().asLongValue()),
                registry);
    }

    @Produces
    @Singleton
    Spool spool(GatewayConfig config) {
        return new Spool(LocalDirectory.of(
                config.transfers().directory().orElse(null), "upload", "gateway.transfers.directory"));
    }
}
