package org.stylize.worker.s3;

import static java.util.Objects.requireNonNull;

import org.stylize.proto.ImageRef;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;
import org.stylize.service.StoreException.Kind;
import org.stylize.worker.job.StoreProbe;

/** Stores, reads and deletes an object of this worker's own, beside those of jobs. */
public final class S3StoreProbe implements StoreProbe {
    private static final byte[] CONTENT = {'o', 'k'};

    private final S3Store store;
    private final ImageRef object;

    /**
     * Does nothing yet.
     *
     * @param store closed by whoever made it
     * @param worker its name, of letters, digits, dots, hyphens and underscores
     */
    public S3StoreProbe(S3Store store, String worker) {
        this.store = requireNonNull(store, "store is null");
        object = new ImageRef(store.bucket(), "jobs/probe/" + worker);
    }

    @Override
    public void probe() {
        try {
            store.put(object, CONTENT, "text/plain");
            store.delete(object);
        } catch (StoreException e) {
            throw e.kind() == Kind.MISSING ? StoreFaults.noBucket(store.bucket(), e) : StoreFaults.of(e);
        }
    }
}
