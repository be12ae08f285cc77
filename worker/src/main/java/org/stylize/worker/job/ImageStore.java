package org.stylize.worker.job;

import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;

/** Pictures by bucket and object key. For any thread. */
public interface ImageStore {
    /**
     * Reads a picture whole.
     *
     * @throws PoisonJobException {@code BUCKET_NOT_ALLOWED} if the bucket is not open to jobs, {@code IMAGE_NOT_FOUND}
     *     if there is no such object, {@code IMAGE_TOO_LARGE} if it has more bytes than the store's limit; its size is
     *     known before a byte of it is read
     * @throws TransientFaultException if the store can't be reached or refuses for now
     */
    ImageBytes get(ImageRef image);

    /**
     * Stores a picture. When this returns, {@link #get} finds it; a picture of that name is replaced.
     *
     * @throws PoisonJobException {@code BUCKET_NOT_ALLOWED}
     * @throws TransientFaultException if the store can't be reached or refuses for now
     */
    void put(ImageRef image, ImageBytes bytes);

    /**
     * Deletes a picture; nothing happens if there is none.
     *
     * @throws PoisonJobException {@code BUCKET_NOT_ALLOWED}
     * @throws TransientFaultException if the store can't be reached or refuses for now
     */
    void delete(ImageRef image);
}
