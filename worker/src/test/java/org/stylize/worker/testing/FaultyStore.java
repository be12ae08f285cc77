package org.stylize.worker.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.TransientFaultException;

/** Away for the next so many calls. */
public final class FaultyStore implements ImageStore, ArtefactStore {
    private final InMemoryStore store;
    private final AtomicInteger faults = new AtomicInteger();

    public FaultyStore(InMemoryStore store) {
        this.store = store;
    }

    public void failNext(int calls) {
        faults.set(calls);
    }

    @Override
    public ImageBytes get(ImageRef image) {
        failIfAway();
        return store.get(image);
    }

    @Override
    public ImageRef put(ArtefactKey key, byte[] content) {
        failIfAway();
        return store.put(key, content);
    }

    @Override
    public byte[] get(ArtefactKey key) {
        failIfAway();
        return store.get(key);
    }

    @Override
    public List<ArtefactKey> list(JobId job, ArtefactKey.Kind kind) {
        failIfAway();
        return store.list(job, kind);
    }

    @Override
    public void delete(ArtefactKey key) {
        failIfAway();
        store.delete(key);
    }

    private void failIfAway() {
        if (faults.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new TransientFaultException("the store is away", null);
        }
    }
}
