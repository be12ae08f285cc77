package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.submission.StoredObjects;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.ImageRef;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;

/** The objects of any store that speaks S3. */
public final class S3StoredObjects implements StoredObjects {
    private static final Logger LOG = LoggerFactory.getLogger(S3StoredObjects.class);

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
            throw new UnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void discard(Collection<ImageRef> objects) {
        int left = objects.size();
        for (ImageRef object : objects) {
            try {
                store.delete(object);
                left--;
            } catch (StoreException e) {
                LOG.warn(
                        "{} objects that no job needs stay in the store, from {} on: {}", left, object, e.getMessage());
                return;
            }
        }
    }
}
