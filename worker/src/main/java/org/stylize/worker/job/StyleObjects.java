package org.stylize.worker.job;

import java.util.Optional;

/**
 * Descriptions of style images, where all workers find them. Each method waits for the store, and throws {@link
 * TransientFaultException} if it cannot be reached or refuses for now, or {@link StoreRefusedException} if an operator has to
 * change something. For any thread.
 */
public interface StyleObjects {
    /**
     * A description.
     *
     * @param digest 64 hexadecimal digits
     * @param mostBytes of the description
     * @return empty if there is none, or if it is larger
     */
    Optional<byte[]> find(String digest, int mostBytes);

    /**
     * Stores a description; one of that digest is replaced.
     *
     * @param digest 64 hexadecimal digits
     */
    void put(String digest, byte[] file);
}
