package org.stylize.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import org.stylize.worker.job.StyleObjects;

/** Times the looks into the store behind it, and counts what is stored and the store's faults. */
public final class MeteredStyleObjects implements StyleObjects {
    private final StyleObjects objects;
    private final Timer find;
    private final Counter stored;
    private final StoreFaultCounter faults;

    public MeteredStyleObjects(StyleObjects objects, MeterRegistry registry) {
        this.objects = requireNonNull(objects, "objects is null");
        find = Timer.builder(Names.of("style.find"))
                .description("Time to look for the features of one style image in the S3 store, found or not")
                .register(registry);
        stored = Counter.builder(Names.of("styles.stored"))
                .description("Features of style images put into the S3 store")
                .register(registry);
        faults = StoreFaultCounter.in(registry);
    }

    @Override
    public Optional<byte[]> find(String digest, int mostBytes) {
        return faults.counting(() -> find.record(() -> objects.find(digest, mostBytes)));
    }

    @Override
    public void put(String digest, byte[] file) {
        faults.counting(() -> {
            objects.put(digest, file);
            return true;
        });
        stored.increment();
    }
}
