package org.stylize.gateway.submission;

import java.util.Collection;
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

    /** Deletes objects, as far as the store lets it. Those that are not there, or stay, are no error. */
    void discard(Collection<ImageRef> objects);
}
