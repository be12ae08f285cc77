package org.stylize.worker;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.VggStylizer;
import org.stylize.engine.stylizer.WeightsSource;

/** What is made from the configuration. */
@Singleton
class WorkerBeans {
    @Produces
    @Singleton
    WorkerIdentity identity(WorkerConfig config) {
        String device = config.device();
        return new WorkerIdentity(config.name().orElseGet(() -> hostName() + "-" + device), device);
    }

    /** Every metric of this process says whose it is. */
    @Produces
    @Singleton
    MeterFilter commonTags(WorkerIdentity identity) {
        return MeterFilter.commonTags(List.of(Tag.of("worker", identity.name()), Tag.of("device", identity.device())));
    }

    @Produces
    @Singleton
    StylizerFactory stylizers(WorkerConfig config) {
        ConfigCheck.check(config);
        StylizerSettings settings = new StylizerSettings(
                config.device(),
                config.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                weights(config.weights()),
                config.limits().longestSidePixels(),
                config.backEnd(),
                new MemorySettings(
                        config.tileSidePixels().orElse(0),
                        config.memory().map(MemorySize::asLongValue).orElse(0L),
                        config.styleCache().asLongValue()),
                true);
        return () -> VggStylizer.open(settings);
    }

    /** That a location comes with a digest is checked before. */
    private static WeightsSource weights(WorkerConfig.Weights weights) {
        return weights.location()
                .map(location -> new WeightsSource(location, weights.sha256().orElse("")))
                .orElseGet(WeightsSource::shipped);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "worker";
        }
    }
}
