package org.stylize.gateway.submission;

import java.util.List;
import org.stylize.proto.ImageRef;

/** The objects in the one bucket that is open to jobs. Each method waits for the store. For any thread. */
public interface StoredObjects {
    /**
     * All objects whose keys begin so.
     *
     * @throws UnavailableException if the store does not answer
     */
    List<ImageRef> under(String prefix);

    /**
     * Deletes an object; does nothing if there is none.
     *
     * @throws UnavailableException if the store does not answer
     */
    void delete(ImageRef object);
}
