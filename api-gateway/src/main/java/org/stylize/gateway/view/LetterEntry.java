package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Problem;

/**
 * A dead letter in a list: everything but the record itself.
 *
 * @param bytes size of the record
 */
public record LetterEntry(
        LetterId id, DeadLetter.Kind kind, String key, Instant at, Problem problem, int attempts, int bytes) {
    /** Longest detail that a list keeps, in characters. */
    private static final int LONGEST_DETAIL = 2_000;

    /** The place of a letter in lists: by time, then by id. */
    public record Place(Instant at, LetterId id) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::at).thenComparing(Place::id);
        private static final char SEPARATOR = '_';

        /** The place of that text; empty if the text is not one of {@link #toString()}. */
        public static Optional<Place> parse(String text) {
            int end = text.indexOf(SEPARATOR);
            if (end < 0) {
                return Optional.empty();
            }
            try {
                Instant at = Instant.parse(text.substring(0, end));
                return LetterId.parse(text.substring(end + 1)).map(id -> new Place(at, id));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return at.toString() + SEPARATOR + id;
        }
    }

    public LetterEntry {
        requireNonNull(id, "id is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(key, "key is null");
        requireNonNull(at, "at is null");
        requireNonNull(problem, "problem is null");
    }

    /** The entry of a letter. */
    public static LetterEntry of(LetterId id, DeadLetter letter) {
        Problem problem = letter.problem();
        String detail = problem.detail();
        return new LetterEntry(
                id,
                letter.kind(),
                letter.key(),
                letter.at(),
                detail.length() <= LONGEST_DETAIL
                        ? problem
                        : new Problem(problem.type(), detail.substring(0, LONGEST_DETAIL) + "…"),
                letter.attempts(),
                letter.bytes());
    }

    public Place place() {
        return new Place(at, id);
    }
}
