package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;

/**
 * The place of a job in lists: by the time at which the ledger admitted it, and by its id among those of one time. The
 * ids, which callers may choose, say nothing about the order.
 */
public record Place(Instant admittedAt, JobId id) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::admittedAt).thenComparing(Place::id);
    private static final char SEPARATOR = '_';

    public Place {
        requireNonNull(admittedAt, "admittedAt is null");
        requireNonNull(id, "id is null");
    }

    public static Place of(JobRecord job) {
        return new Place(job.admittedAt(), job.id());
    }

    /** The place of that text; empty if the text is not one of {@link #toString()}. */
    public static Optional<Place> parse(String text) {
        int end = text.indexOf(SEPARATOR);
        if (end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Place(Instant.parse(text.substring(0, end)), JobId.parse(text.substring(end + 1))));
        } catch (DateTimeException | InvalidJobException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return admittedAt.toString() + SEPARATOR + id;
    }
}
