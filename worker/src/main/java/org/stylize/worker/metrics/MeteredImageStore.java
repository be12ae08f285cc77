package org.stylize.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.TransientFaultException;

/** Times reads and writes of the store behind it, and counts its faults. */
public final class MeteredImageStore implements ImageStore {
    private final ImageStore store;
    private final Timer download;
    private final Timer upload;
    private final Counter faults;

    public MeteredImageStore(ImageStore store, MeterRegistry registry) {
        this.store = requireNonNull(store, "store is null");
        download = Timer.builder(Names.of("download"))
                .description("Time to read one picture from the store")
                .register(registry);
        upload = Timer.builder(Names.of("upload"))
                .description("Time to store one picture")
                .register(registry);
        faults = Counter.builder(Names.of("store.faults"))
                .description("Times that the store could not be reached or refused")
                .register(registry);
    }

    @Override
    public ImageBytes get(ImageRef image) {
        return counted(() -> download.record(() -> store.get(image)));
    }

    @Override
    public void put(ImageRef image, ImageBytes bytes) {
        counted(() -> {
            upload.record(() -> store.put(image, bytes));
            return true;
        });
    }

    @Override
    public void delete(ImageRef image) {
        counted(() -> {
            store.delete(image);
            return true;
        });
    }

    private <T> T counted(Supplier<T> action) {
        try {
            return requireNonNull(action.get(), "a port returns no null");
        } catch (TransientFaultException e) {
            faults.increment();
            throw e;
        }
    }
}
