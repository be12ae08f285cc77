package org.stylize.worker.share;

/** Hears what happens to records. Must not throw, and must be quick. All calls come on the thread that polls. */
public interface ShareObserver {
    /**
     * A record was acquired.
     *
     * @param delivery 1 for the first time; greater if the record came back to the group
     */
    void delivered(int delivery);

    /** A record could not be read, and is going to be refused. */
    void unreadable();

    /** The lock of the record was renewed. */
    void renewed();

    /** The lock of the record ended before the record was settled. */
    void lockLost();
}
