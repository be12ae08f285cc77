package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.stylize.gateway.picture.PictureShelf;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.ImageRef;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;

/** {@link PictureShelf} over the S3 protocol. */
public final class S3PictureShelf implements PictureShelf {
    private final S3Store store;

    /** @param store closed by whoever made it */
    public S3PictureShelf(S3Store store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public List<Listed> page(String prefix, String after, int most) {
        try {
            return store.page(prefix, after, most).stream()
                    .map(object ->
                            new Listed(new ImageRef(store.bucket(), object.key()), object.storedAt(), object.bytes()))
                    .toList();
        } catch (StoreException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void delete(ImageRef image) {
        try {
            store.delete(image);
        } catch (StoreException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
