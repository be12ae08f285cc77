package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** The name of many jobs that were submitted together: a UUID. New ones are of version 7. */
public record BatchId(UUID value) {
    public BatchId {
        requireNonNull(value, "value is null");
    }

    /** A new id. */
    public static BatchId random() {
        return new BatchId(UuidCreator.getTimeOrderedEpochPlus1());
    }

    /**
     * The id of that text.
     *
     * @throws InvalidJobException if the text is not a UUID in its canonical form
     */
    public static BatchId parse(String text) {
        try {
            return new BatchId(JobId.parse(text).value());
        } catch (InvalidJobException e) {
            throw new InvalidJobException("batch", "a batch id must be a UUID in lower case with all its digits", e);
        }
    }

    /** The id of a job of this batch, by its number from 0; the same at every gateway. */
    public JobId job(int number) {
        return new JobId(DigestId.of("batch", toString(), String.valueOf(number)));
    }

    /** The id of a batch that is submitted under an idempotency key: the same at every gateway. */
    public static BatchId keyed(Tenant tenant, String key) {
        return new BatchId(DigestId.of("keyed-batch", tenant.name(), key));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
