package org.stylize.engine.nst;

import java.util.List;
import java.util.Optional;
import org.stylize.engine.Precision;

/** The precisions of a device as they were found out before, so that they need not be tried again. */
public interface KnownPrecisions {
    /** Nothing is known, and nothing is kept. */
    KnownPrecisions NONE = new KnownPrecisions() {
        @Override
        public Optional<List<Precision>> bestFirst() {
            return Optional.empty();
        }

        @Override
        public void found(List<Precision> bestFirst) {}
    };

    /** All precisions of the device, the best first; empty if they have to be tried. */
    Optional<List<Precision>> bestFirst();

    /** Keeps them, if that is possible; never throws because it is not. */
    void found(List<Precision> bestFirst);
}
