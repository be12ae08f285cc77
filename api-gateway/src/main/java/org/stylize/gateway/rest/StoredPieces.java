package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.proto.ImageRef;

/** Bytes of one version of an object. */
final class StoredPieces implements Pieces.Source {
    static final int PIECE_BYTES = 256 << 10;

    private final ImageStore store;
    private final ImageRef image;
    private final ImageStore.Version version;
    private final long end;
    // Touched by one thread at a time.
    private long next;

    /**
     * Creates the source.
     *
     * @param first the first byte
     * @param length how many
     */
    StoredPieces(ImageStore store, ImageRef image, ImageStore.Version version, long first, long length) {
        this.store = requireNonNull(store, "store is null");
        this.image = requireNonNull(image, "image is null");
        this.version = requireNonNull(version, "version is null");
        this.next = first;
        this.end = first + length;
    }

    @Override
    public byte @Nullable [] next() {
        if (next == end) {
            return null;
        }
        int length = (int) Math.min(PIECE_BYTES, end - next);
        byte[] piece = store.part(image, version, next, length);
        next += length;
        return piece;
    }

    @Override
    public String toString() {
        return image.toString();
    }
}
