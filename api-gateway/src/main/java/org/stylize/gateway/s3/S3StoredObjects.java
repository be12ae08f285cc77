package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.stylize.gateway.submission.StoredObjects;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.ImageRef;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;

/** The objects of any store that speaks S3. */
public final class S3StoredObjects implements StoredObjects {
    private final S3Store store;

    /** @param store closed by whoever made it */
    public S3StoredObjects(S3Store store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public List<ImageRef> under(String prefix) {
        try {
            return store.list(prefix).stream()
                    .map(key -> new ImageRef(store.bucket(), key))
                    .toList();
        } catch (StoreException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void delete(ImageRef object) {
        try {
            store.delete(object);
        } catch (StoreException e) {
            throw unavailable(e);
        }
    }

    private static UnavailableException unavailable(StoreException e) {
        return new UnavailableException(String.valueOf(e.getMessage()), e);
    }
}
