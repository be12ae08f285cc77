package org.stylize.worker.s3;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.stylize.proto.ImageRef;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;
import org.stylize.service.StoreException.Kind;
import org.stylize.worker.job.StyleObjects;

/** Descriptions of style images in one bucket of an S3 store, each at {@code cache/styles/{digest}/}. For any thread. */
public final class S3StyleObjects implements StyleObjects {
    private static final String CONTENT_TYPE = "application/octet-stream";

    private final S3Store store;

    /** @param store its creator closes it */
    public S3StyleObjects(S3Store store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public Optional<byte[]> find(String digest, int mostBytes) {
        try {
            return Optional.of(store.read(object(digest), mostBytes));
        } catch (StoreException e) {
            return switch (e.kind()) {
                // Some stores refuse to say that there is no such object. One that refuses everything also refuses a
                // put.
                case MISSING, TOO_LARGE, REFUSED, DENIED -> Optional.empty();
                case INVALID, UNREACHABLE -> throw StoreFaults.of(e);
            };
        }
    }

    @Override
    public void put(String digest, byte[] file) {
        try {
            store.put(object(digest), file, CONTENT_TYPE);
        } catch (StoreException e) {
            throw e.kind() == Kind.MISSING ? StoreFaults.noBucket(store.bucket(), e) : StoreFaults.of(e);
        }
    }

    private ImageRef object(String digest) {
        return new ImageRef(store.bucket(), "cache/styles/" + digest + "/description.safetensors");
    }
}
