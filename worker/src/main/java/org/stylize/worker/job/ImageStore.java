package org.stylize.worker.job;

import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;

/** The pictures that jobs name, by bucket and object key. Read only. For any thread. */
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
}
