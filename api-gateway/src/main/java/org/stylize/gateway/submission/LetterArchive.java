package org.stylize.gateway.submission;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.stylize.gateway.view.LetterId;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Received;

/**
 * All dead letters, as the broker keeps them. Each method waits for the broker and throws {@link UnavailableException} if
 * it does not answer. For any thread.
 */
public interface LetterArchive {
    /**
     * A dead letter with what its headers say.
     *
     * @param letter whole
     * @param headers those of {@link Received#HEADERS} that it has
     */
    record Kept(DeadLetter letter, Map<String, String> headers) {
        public Kept {
            headers = Map.copyOf(headers);
        }

        /** The record that became this letter, as far as it is kept. */
        Received record() {
            return new Received(letter.key(), letter.request(), headers);
        }
    }

    /** The letter of that id; empty if there is none. */
    Optional<Kept> read(LetterId id);

    /** Takes a letter out of every list. The broker keeps its bytes until they are purged, or their time is over. */
    void discard(LetterId id);

    /**
     * Deletes all letters that were written before that time.
     *
     * @return how many of them were listed
     */
    int purge(Instant before);
}
