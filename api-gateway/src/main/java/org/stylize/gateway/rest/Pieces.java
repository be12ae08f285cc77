package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.transfer.Transfers;

/**
 * A body that is sent piece by piece.
 *
 * @param length of all pieces together; empty if nobody knows it before
 * @param transfer is closed when they have been sent, or cannot be
 */
record Pieces(Source source, OptionalLong length, Transfers.Transfer transfer) {
    Pieces {
        requireNonNull(source, "source is null");
        requireNonNull(length, "length is null");
    }

    /** Where the pieces come from. One thread at a time. */
    interface Source {
        /**
         * The next piece; null after the last. Waits for the store.
         *
         * @throws RuntimeException if there is none, though there should be
         */
        byte @Nullable [] next();
    }
}
