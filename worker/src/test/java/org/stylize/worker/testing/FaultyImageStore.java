package org.stylize.worker.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.TransientFaultException;

/** Away for the next so many calls. */
public final class FaultyImageStore implements ImageStore {
    private final ImageStore store;
    private final AtomicInteger faults = new AtomicInteger();

    public FaultyImageStore(ImageStore store) {
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
    public void put(ImageRef image, ImageBytes bytes) {
        failIfAway();
        store.put(image, bytes);
    }

    @Override
    public void delete(ImageRef image) {
        failIfAway();
        store.delete(image);
    }

    private void failIfAway() {
        if (faults.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new TransientFaultException("the store is away", null);
        }
    }
}
