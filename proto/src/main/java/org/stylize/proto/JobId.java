package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** A job's name: any UUID. New ones are of version 7. */
public record JobId(UUID value) implements Comparable<JobId> {
    public JobId {
        requireNonNull(value, "value is null");
    }

    /** A new id that is greater than every earlier one of this process. */
    public static JobId random() {
        return new JobId(UuidCreator.getTimeOrderedEpochPlus1());
    }

    /**
     * The id of that text.
     *
     * @throws InvalidJobException if the text is not a UUID in its canonical form
     */
    public static JobId parse(String text) {
        try {
            UUID value = UUID.fromString(text);
            if (value.toString().equals(text)) {
                return new JobId(value);
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidJobException("id", "a job id must be a UUID but is '" + clip(text) + "'", e);
        }
        throw new InvalidJobException(
                "id", "a job id must be a UUID in lower case with all its digits but is '" + clip(text) + "'");
    }

    private static String clip(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    /** In the unsigned order of the 128 bits, which is that of the text. */
    @Override
    public int compareTo(JobId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
