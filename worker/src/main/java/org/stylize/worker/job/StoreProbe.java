package org.stylize.worker.job;

/** Whether the store does what every job needs. For any thread. */
public interface StoreProbe {
    /**
     * Stores a small object and deletes it.
     *
     * @throws TransientFaultException if the store can't be reached or refuses for now
     * @throws StoreRefusedException if the store refuses and somebody has to change something
     */
    void probe();
}
