package org.stylize.gateway.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stylize.gateway.submission.UnavailableException;

/**
 * The one bucket of the fleet, as the sweeper needs it. Each method waits for the store, and throws
 * {@link UnavailableException} if it does not do what is asked. For any thread.
 */
public interface SweptStore {
    /**
     * An object.
     *
     * @param storedAt by the store's clock
     * @param bytes its size
     */
    record Listed(String key, Instant storedAt, long bytes) {}

    /**
     * Some objects, in the order of their keys.
     *
     * @param prefix with which their keys begin
     * @param after the key after which the page begins; empty for the first page
     * @return an empty page if there are no more
     */
    List<Listed> page(String prefix, String after);

    /** The first parts of all keys, without the slash. */
    List<String> folders();

    /** When an object was stored; empty if there is none. */
    Optional<Instant> storedAt(String key);

    /** Deletes an object; does nothing if there is none. */
    void delete(String key);

    /**
     * Whose jobs the objects of this bucket belong to, as the bucket itself says; the first that asks is written down.
     *
     * @param asking the jobs of the caller
     */
    String owner(String asking);
}
