package org.stylize.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.stylize.gateway.metrics.TransferMetrics;
import org.stylize.gateway.picture.DirectTransfers;
import org.stylize.gateway.picture.PictureLibrary;
import org.stylize.gateway.picture.StoreAddresses;
import org.stylize.gateway.rest.Spool;
import org.stylize.gateway.s3.S3PictureShelf;
import org.stylize.gateway.s3.S3StoreAddresses;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.transfer.TransferLimits;
import org.stylize.gateway.transfer.Transfers;
import org.stylize.service.LocalDirectory;
import org.stylize.service.S3Addresses;
import org.stylize.service.S3Store;

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
    DirectTransfers direct(
            ImageStore store, S3Store objects, PictureLibrary library, Spool spool, GatewayConfig config, Clock clock) {
        GatewayConfig.S3 s3 = config.s3();
        StoreAddresses addresses = s3.publicEndpoint()
                .map(endpoint -> new S3StoreAddresses(new S3Addresses(endpoint, Beans.s3Settings(s3))))
                .orElse(null);
        return new DirectTransfers(
                store,
                new S3PictureShelf(objects),
                library,
                addresses,
                new DirectTransfers.Settings(
                        config.limits().imageBytes().asLongValue(), s3.addressTime(), spool.directory()),
                clock);
    }

    @Produces
    @Singleton
    Spool spool(GatewayConfig config) {
        return new Spool(LocalDirectory.of(
                config.transfers().directory().orElse(null), "upload", "gateway.transfers.directory"));
    }
}
