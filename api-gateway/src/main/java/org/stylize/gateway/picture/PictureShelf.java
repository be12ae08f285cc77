package org.stylize.gateway.picture;

import java.time.Instant;
import java.util.List;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.ImageRef;

/** The list of the objects of the store. Waits for it. For any thread. */
public interface PictureShelf {
    /**
     * An object.
     *
     * @param storedAt by the store's clock
     * @param bytes its size
     */
    record Listed(ImageRef image, Instant storedAt, long bytes) {}

    /**
     * Some objects, in the order of their keys.
     *
     * @param prefix with which their keys begin
     * @param after the key after which the page begins; empty for the first page
     * @param most 1 to 1,000
     * @throws UnavailableException if the store does not answer
     */
    List<Listed> page(String prefix, String after, int most);

    /**
     * Deletes an object; does nothing if there is none.
     *
     * @throws UnavailableException if the store does not answer
     */
    void delete(ImageRef image);
}
