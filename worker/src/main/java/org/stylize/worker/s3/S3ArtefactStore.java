package org.stylize.worker.s3;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Supplier;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;
import org.stylize.service.StoreException.Kind;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactMissingException;
import org.stylize.worker.job.ArtefactStore;

/** Artefacts in one bucket of an S3 store. For any thread. */
public final class S3ArtefactStore implements ArtefactStore {
    /** What one array can have; an artefact was written by a worker, so there is no need for a lower limit. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

    private final S3Store store;

    /** @param store its creator closes it */
    public S3ArtefactStore(S3Store store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public ImageRef put(ArtefactKey key, byte[] content) {
        ImageRef object = object(key);
        return call(() -> {
            store.put(object, content, key.contentType());
            return object;
        });
    }

    @Override
    public byte[] get(ArtefactKey key) {
        return call(() -> {
            try {
                return store.read(object(key), MOST_BYTES);
            } catch (StoreException e) {
                if (e.kind() == Kind.MISSING && store.hasBucket(store.bucket())) {
                    throw new ArtefactMissingException(key, e);
                }
                throw e;
            }
        });
    }

    @Override
    public List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind) {
        return call(() -> store.list(ArtefactKey.prefix(job, kind))).stream()
                .flatMap(key -> ArtefactKey.parse(key).stream())
                .filter(key -> key.kind() == kind)
                .sorted(ArtefactKey.ORDER)
                .toList();
    }

    @Override
    public void delete(ArtefactKey key) {
        call(() -> {
            store.delete(object(key));
            return true;
        });
    }

    private ImageRef object(ArtefactKey key) {
        return new ImageRef(store.bucket(), key.objectKey());
    }

    private <T> T call(Supplier<T> action) {
        try {
            return action.get();
        } catch (StoreException e) {
            throw e.kind() == Kind.MISSING ? StoreFaults.noBucket(store.bucket(), e) : StoreFaults.of(e);
        }
    }
}
