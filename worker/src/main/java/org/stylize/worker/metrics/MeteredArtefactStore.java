package org.stylize.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactStore;

/** Times the writes to the store behind it, and counts its faults. */
public final class MeteredArtefactStore implements ArtefactStore {
    private final ArtefactStore store;
    private final Timer upload;
    private final StoreFaultCounter faults;

    public MeteredArtefactStore(ArtefactStore store, MeterRegistry registry) {
        this.store = requireNonNull(store, "store is null");
        upload = Timer.builder(Names.of("upload"))
                .description("Time to store one result, preview or checkpoint in the S3 store")
                .register(registry);
        faults = StoreFaultCounter.in(registry);
    }

    @Override
    public ImageRef put(ArtefactKey key, byte[] content) {
        return faults.counting(() -> upload.record(() -> store.put(key, content)));
    }

    @Override
    public byte[] get(ArtefactKey key) {
        return faults.counting(() -> store.get(key));
    }

    @Override
    public List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind) {
        return faults.counting(() -> store.list(job, kind));
    }

    @Override
    public void delete(ArtefactKey key) {
        faults.counting(() -> {
            store.delete(key);
            return true;
        });
    }
}
