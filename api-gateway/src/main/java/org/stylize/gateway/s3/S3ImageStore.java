package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.util.function.Supplier;
import org.stylize.gateway.submission.ImageNotFoundException;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.ImageRef;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;

/** {@link ImageStore} over the S3 protocol. */
public final class S3ImageStore implements ImageStore {
    private final S3Store store;

    /** @param store its creator closes it */
    public S3ImageStore(S3Store store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public String bucket() {
        return store.bucket();
    }

    @Override
    public byte[] beginning(ImageRef image, int most) {
        return ask(image, () -> store.beginning(image, most));
    }

    @Override
    public void put(ImageRef image, ImageUpload upload, String mediaType) {
        ask(image, () -> {
            store.put(image, upload.file(), mediaType);
            return true;
        });
    }

    @Override
    public void copy(ImageRef from, ImageRef to) {
        ask(from, () -> {
            store.copy(from, to);
            return true;
        });
    }

    @Override
    public Version version(ImageRef image) {
        S3Store.Version version = ask(image, () -> store.version(image));
        return new Version(version.bytes(), version.etag());
    }

    @Override
    public byte[] part(ImageRef image, Version version, long offset, int length) {
        return ask(
                image, () -> store.part(image, new S3Store.Version(version.bytes(), version.etag()), offset, length));
    }

    @Override
    public InputStream open(ImageRef image) {
        return ask(image, () -> store.open(image)).stream();
    }

    private static <T> T ask(ImageRef image, Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreException e) {
            throw switch (e.kind()) {
                case MISSING, INVALID -> new ImageNotFoundException(image, e);
                case TOO_LARGE, DENIED, REFUSED, UNREACHABLE ->
                    new UnavailableException(String.valueOf(e.getMessage()), e);
            };
        }
    }
}
