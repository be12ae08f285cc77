package org.stylize.proto;

/**
 * A part of the work on a job that one worker does at a time: the {@code number}-th part of an attempt. A job of an hour
 * is done in many slices, so that it does not keep others waiting.
 *
 * <p>The order of slices is the fencing token of a job: the ledger asks for a later slice only after it has given up the
 * earlier ones, and ignores what is reported of those.
 *
 * @param attempt 1 for the first; the ledger begins a new attempt after a fault
 * @param number 1 for the first slice of the attempt
 */
public record Slice(int attempt, int number) implements Comparable<Slice> {
    public static final Slice FIRST = new Slice(1, 1);

    public Slice {
        if (attempt < 1 || number < 1) {
            throw new InvalidJobException(
                    "slice", "attempt and number of a slice must be at least 1 but are " + attempt + " and " + number);
        }
    }

    /** The next slice of the same attempt. */
    public Slice next() {
        return new Slice(attempt, number + 1);
    }

    /** The first slice of the next attempt. */
    public Slice nextAttempt() {
        return new Slice(attempt + 1, 1);
    }

    @Override
    public int compareTo(Slice other) {
        int byAttempt = Integer.compare(attempt, other.attempt);
        return byAttempt != 0 ? byAttempt : Integer.compare(number, other.number);
    }

    /** For example {@code 2.1}: the first slice of the second attempt. */
    @Override
    public String toString() {
        return attempt + "." + number;
    }
}
