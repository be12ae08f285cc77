package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;

/** Retries while the store behind it is away. */
record PatientArtefactStore(ArtefactStore store, StoreRetries retries) implements ArtefactStore {
    PatientArtefactStore {
        requireNonNull(store, "store is null");
        requireNonNull(retries, "retries is null");
    }

    @Override
    public ImageRef put(ArtefactKey key, byte[] content) {
        return retries.untilDone(() -> store.put(key, content));
    }

    @Override
    public byte[] get(ArtefactKey key) {
        return retries.untilDone(() -> store.get(key));
    }

    @Override
    public List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind) {
        return retries.untilDone(() -> store.list(job, kind));
    }

    @Override
    public void delete(ArtefactKey key) {
        retries.untilDone(() -> {
            store.delete(key);
            return true;
        });
    }
}
