package org.stylize.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps descriptions of style images for other stylizers and for later: what a stylizer knows of a style at a size, for a
 * network and its losses. It may forget any of them at any time; a job then takes longer, and its result has the same bytes.
 * The methods are called on the device's thread, for each style and scale of a job: they return soon, whatever happens to
 * what is behind them, and throw nothing.
 */
public interface StyleDescriptionStore {
    /** Keeps nothing. */
    StyleDescriptionStore NONE = new StyleDescriptionStore() {
        @Override
        public Optional<byte[]> find(String digest) {
            return Optional.empty();
        }

        @Override
        public void keep(String digest, Duration took, Supplier<byte[]> file) {}
    };

    /**
     * A description, as it was given to {@link #keep}; empty if it is not known, or not known soon enough. The stylizer checks
     * the file and ignores one that is not whole.
     *
     * @param digest SHA-256 in hexadecimal of everything that decides about the description's bytes
     */
    Optional<byte[]> find(String digest);

    /**
     * Keeps a description, if it is worth that.
     *
     * @param took how long it took to make, without what a GPU still computes at the call
     * @param file makes the file; only inside the call
     */
    void keep(String digest, Duration took, Supplier<byte[]> file);
}
