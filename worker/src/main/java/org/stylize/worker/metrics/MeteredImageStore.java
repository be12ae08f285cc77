package org.stylize.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.worker.job.ImageStore;

/** Times the reads of the store behind it, and counts its faults. */
public final class MeteredImageStore implements ImageStore {
    private final ImageStore store;
    private final Timer download;
    private final StoreFaultCounter faults;

    public MeteredImageStore(ImageStore store, MeterRegistry registry) {
        this.store = requireNonNull(store, "store is null");
        download = Timer.builder(Names.of("download"))
                .description("Time to read one picture from the S3 store")
                .register(registry);
        faults = StoreFaultCounter.in(registry);
    }

    @Override
    public ImageBytes get(ImageRef image) {
        return faults.counting(() -> download.record(() -> store.get(image)));
    }
}
