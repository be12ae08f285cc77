package org.stylize.gateway.submission;

import java.io.InputStream;
import org.stylize.proto.ImageRef;

/**
 * The object store, as the gateway needs it. Each method waits for the store, but not longer than a limit. For any
 * thread.
 */
public interface ImageStore {
    /** The one bucket that is open to jobs. */
    String bucket();

    /**
     * The first bytes of an object.
     *
     * @param most number of bytes to read; a shorter object is read completely
     * @throws ImageNotFoundException if there is no such object
     * @throws UnavailableException if the store does not answer
     */
    byte[] beginning(ImageRef image, int most);

    /**
     * The present version of an object.
     *
     * @throws ImageNotFoundException if there is no such object
     * @throws UnavailableException if the store does not answer
     */
    Version version(ImageRef image);

    /**
     * Some bytes of an object.
     *
     * @param version to which they must belong
     * @throws ImageNotFoundException if there is no such object
     * @throws UnavailableException if the store does not answer, or has another version now
     */
    byte[] part(ImageRef image, Version version, long offset, int length);

    /**
     * Stores an upload; replaces an object of the same key.
     *
     * @throws UnavailableException if the store does not take it
     */
    void put(ImageRef image, ImageUpload upload, String mediaType);

    /**
     * Copies an object within the store; replaces an object of that key.
     *
     * @throws ImageNotFoundException if there is no such object
     * @throws UnavailableException if the store does not answer
     */
    void copy(ImageRef from, ImageRef to);

    /**
     * Opens an object; the caller closes it.
     *
     * @throws ImageNotFoundException if there is no such object
     * @throws UnavailableException if the store does not answer
     */
    InputStream open(ImageRef image);

    /**
     * What an object holds at a time.
     *
     * @param bytes its size
     * @param etag the store's entity tag, without quotes
     */
    record Version(long bytes, String etag) {}
}
