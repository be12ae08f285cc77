package org.stylize.worker.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.StoreRefusedException;
import org.stylize.worker.job.TransientFaultException;

/** Away for the next so many calls. */
public final class FaultyStore implements ImageStore, ArtefactStore {
    private final InMemoryStore store;
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicBoolean refusing = new AtomicBoolean();
    private final Set<ArtefactKey.Kind> untaken = ConcurrentHashMap.newKeySet();

    public FaultyStore(InMemoryStore store) {
        this.store = store;
    }

    public void failNext(int calls) {
        faults.set(calls);
    }

    /** From now on, every call fails. */
    public void goAway() {
        faults.set(Integer.MAX_VALUE);
    }

    /** From now on, an artefact of that kind cannot be stored. */
    public void takeNo(ArtefactKey.Kind kind) {
        untaken.add(kind);
    }

    /** An operator has made a mistake: every call is refused. */
    public void refuse() {
        refusing.set(true);
    }

    @Override
    public ImageBytes get(ImageRef image) {
        failIfAway();
        return store.get(image);
    }

    @Override
    public ImageRef put(ArtefactKey key, byte[] content) {
        failIfAway();
        if (untaken.contains(key.kind())) {
            throw new TransientFaultException("the store takes no " + key.kind(), null);
        }
        return store.put(key, content);
    }

    @Override
    public byte[] get(ArtefactKey key) {
        failIfAway();
        return store.get(key);
    }

    @Override
    public List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind) {
        failIfAway();
        return store.list(job, kind);
    }

    @Override
    public void delete(ArtefactKey key) {
        failIfAway();
        store.delete(key);
    }

    private void failIfAway() {
        if (refusing.get()) {
            throw new StoreRefusedException("the store does not know these keys", null);
        }
        if (faults.getAndUpdate(n -> n == Integer.MAX_VALUE ? n : Math.max(0, n - 1)) > 0) {
            throw new TransientFaultException("the store is away", null);
        }
    }
}
