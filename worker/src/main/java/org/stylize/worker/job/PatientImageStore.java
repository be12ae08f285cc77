package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;

/** Retries while the store behind it is away. */
record PatientImageStore(ImageStore store, StoreRetries retries) implements ImageStore {
    PatientImageStore {
        requireNonNull(store, "store is null");
        requireNonNull(retries, "retries is null");
    }

    @Override
    public ImageBytes get(ImageRef image) {
        return retries.untilDone(() -> store.get(image));
    }
}
